"""x"""
SUMMARY="v"
EXAMPLES=""
def arguments(p): pass
