import sys

print("the source is not there")
sys.exit(3)
