import sys

from thaktho.cli import main

sys.exit(main())
