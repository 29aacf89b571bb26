import os
import sys

print(sorted(os.environ), sys.argv, os.getcwd())
