import opcode


def chute():
    return None


# A constant that isn't there: the interpreter reads past the end of a tuple, and takes what it finds for an object.
code = bytes([opcode.opmap["RESUME"], 0, opcode.opmap["LOAD_CONST"], 255, opcode.opmap["TO_BOOL"], 0] + [0] * 6)
code += bytes([opcode.opmap["LOAD_CONST"], 250, opcode.opmap["RETURN_VALUE"], 0])
chute.__code__ = chute.__code__.replace(co_code=code, co_consts=())
chute().attribut
