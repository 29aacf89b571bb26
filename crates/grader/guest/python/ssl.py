"""`ssl` for a Python without a network: libraries that would connect import it, and fail only when they do.

The names are those that `http.client`, `urllib` and urllib3 look for; what would speak to another machine says that there is
none.
"""

import enum

HAS_SNI = True
HAS_NEVER_CHECK_COMMON_NAME = True
HAS_TLSv1_3 = True
# urllib3 warns of what isn't called so.
OPENSSL_VERSION = "OpenSSL 3.0.0 (no network)"
OPENSSL_VERSION_INFO = OPENSSL_VERSION_NUMBER = (3, 0, 0, 0, 0)
OP_ALL = 0x80000050
OP_NO_COMPRESSION = 0x20000
OP_NO_TICKET = 0x4000
OP_NO_SSLv2 = 0
OP_NO_SSLv3 = 0x2000000
OP_NO_TLSv1 = 0x4000000
OP_NO_TLSv1_1 = 0x10000000
VERIFY_X509_PARTIAL_CHAIN = 0x80000
VERIFY_X509_STRICT = 0x20


class VerifyMode(enum.IntEnum):
    CERT_NONE = 0
    CERT_OPTIONAL = 1
    CERT_REQUIRED = 2


class TLSVersion(enum.IntEnum):
    MINIMUM_SUPPORTED = -2
    TLSv1 = 0x301
    TLSv1_1 = 0x302
    TLSv1_2 = 0x303
    TLSv1_3 = 0x304
    MAXIMUM_SUPPORTED = -1


class Purpose(enum.Enum):
    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


class SSLError(OSError):
    pass


class SSLZeroReturnError(SSLError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


class SSLSyscallError(SSLError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


CertificateError = SSLCertVerificationError
CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = VerifyMode
PROTOCOL_TLS = PROTOCOL_SSLv23 = 2
PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER = 16, 17
PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2 = 3, 4, 5


class SSLSocket:
    pass


class SSLObject:
    pass


class MemoryBIO:
    pass


def _refuse(*args, **kwargs):
    # Imported when it is needed: on its way stands asyncio, which imports this module.
    from spyrales_desk.network import NO_NETWORK

    raise SSLError(NO_NETWORK)


class SSLContext:
    """Takes every setting, and connects to nothing."""

    def __init__(self, protocol=PROTOCOL_TLS_CLIENT):
        self.protocol = protocol
        self.verify_mode = CERT_REQUIRED
        self.check_hostname = True
        self.options = self.verify_flags = 0
        self.minimum_version = TLSVersion.TLSv1_2
        self.maximum_version = TLSVersion.MAXIMUM_SUPPORTED
        self.post_handshake_auth = False

    def load_verify_locations(self, *args, **kwargs): ...

    def load_default_certs(self, *args, **kwargs): ...

    def load_cert_chain(self, *args, **kwargs): ...

    def set_default_verify_paths(self): ...

    def set_ciphers(self, ciphers): ...

    def set_alpn_protocols(self, protocols): ...

    def cert_store_stats(self):
        return {"x509": 0, "crl": 0, "x509_ca": 0}

    def get_ca_certs(self, binary_form=False):
        return []

    wrap_socket = wrap_bio = _refuse


def create_default_context(purpose=Purpose.SERVER_AUTH, **kwargs):
    return SSLContext()


_create_unverified_context = _create_default_https_context = create_default_context


get_server_certificate = _refuse
