"""The elementary functions of `elementary` in doubles (`numbers="double"`)."""


pi = 3.141592653589793
tau = 6.283185307179586
e = 2.718281828459045
