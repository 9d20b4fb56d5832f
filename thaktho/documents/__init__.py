"""Papers: the plan form read and written, the official frames printed.

Knows no Django, no ground and no stage: objects and bytes in, objects and bytes out.

``planform``  reads a network's plan (XLSX, CSV) and writes the empty form
``frames``    prints the integrated plan, minutes and sign-in sheets (PDF, DOCX, XLSX)
``fonts``     where Sarabun lies, and its small web subsets
"""
