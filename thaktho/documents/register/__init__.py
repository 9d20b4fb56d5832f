"""Plain registers (capitals, tools): one table of known columns, read from XLSX or CSV and written as XLSX.

Unlike the plan form, whose heads and layouts are other people's, a register's form is the house's own: one head row,
one thing a row. The opening of files, with all its refusals, is the plan form's.
"""

from thaktho.documents.planform import StructureError

from .model import Column, Line, Register, RegisterFile
from .read import read_register
from .write import write_register

__all__ = ["Column", "Line", "Register", "RegisterFile", "StructureError", "read_register", "write_register"]
