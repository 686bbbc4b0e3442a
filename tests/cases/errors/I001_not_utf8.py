# Grφίe
