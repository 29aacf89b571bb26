import errno
import io
import zipfile

packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", bytes(2**21))
print(len(packed.getvalue()) < 2**16)
try:
    zipfile.ZipFile(packed).extractall("/tmp")
except OSError as error:
    print(errno.errorcode[error.errno])
