"""Thaktho (ถักทอ, "to weave"): the software with which a Thai province's many social networks act as one."""
