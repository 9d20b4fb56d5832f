"""The parts of `thaktho weave`: files in, networks known, papers made, one folder put in place whole."""
