def profond(rang):
    return profond(rang + 1)


profond(0)
