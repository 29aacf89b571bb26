//! HTTPS on loopback, with an authority made for the test: bytes are passed on to the service.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A listener whose certificate is signed by an authority in a file.
pub(crate) struct Terminator {
    address: SocketAddr,
    authority: PathBuf,
    target: Arc<OnceLock<String>>,
}

impl Terminator {
    /// Binds a free port; the service can be named by it before it is started.
    pub(crate) async fn bind(folder: &Path) -> Self {
        let authority_key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        // Without a name of its own it would look like the issuer of itself.
        authority
            .distinguished_name
            .push(DnType::CommonName, "Autorité d'essai");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign];
        let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().unwrap();
        let mut leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        leaf.use_authority_key_identifier_extension = true;
        leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = leaf.signed_by(&key, &issuer).unwrap();
        let path = folder.join("authority.pem");
        std::fs::write(&path, authority_pem).unwrap();

        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let secret = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], secret)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let target = Arc::new(OnceLock::new());
        tokio::spawn(pass_on(
            listener,
            TlsAcceptor::from(Arc::new(config)),
            Arc::clone(&target),
        ));
        Self {
            address,
            authority: path,
            target,
        }
    }

    /// `localhost:PORT`.
    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    /// The authority's certificate, PEM.
    pub(crate) fn authority(&self) -> &Path {
        &self.authority
    }

    /// Says where the service is.
    pub(crate) fn forward_to(&self, address: &str) {
        self.target.set(address.to_owned()).unwrap();
    }
}

async fn pass_on(listener: TcpListener, acceptor: TlsAcceptor, target: Arc<OnceLock<String>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, target) = (acceptor.clone(), Arc::clone(&target));
        tokio::spawn(async move {
            // A client that breaks off, or that wants another authority, is its own concern.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let Some(target) = target.get() else { return };
            let Ok(mut service) = TcpStream::connect(target).await else {
                return;
            };
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut service).await;
        });
    }
}
