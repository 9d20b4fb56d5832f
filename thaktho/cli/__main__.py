import sys

from thaktho.cli import main

if __name__ == "__main__":
    sys.exit(main())
