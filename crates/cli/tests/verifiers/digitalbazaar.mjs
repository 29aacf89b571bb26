// npm @digitalbazaar/vc: both cryptosuites, both status lists.
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite as jcs} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {certificates, documentLoader} from './loader.mjs';

const suite = [rdfc, jcs()].map(cryptosuite => new DataIntegrityProof({cryptosuite}));
const answers = {};
for(const [name, credential] of certificates()) {
  const result = await verifyCredential({
    credential, suite, documentLoader,
    // Its checkStatus wants a list's proofs to be of one of these suites too.
    checkStatus: options => checkStatus({...options, suite, documentLoader, verifyBitstringStatusListCredential: true}),
  });
  const set = (result.statusResult?.results ?? [])
    .filter(({status}) => status).map(({credentialStatus}) => credentialStatus.statusPurpose);
  const suites = (result.results ?? []).filter(({verified}) => verified).length;
  const why = result.error?.errors?.map(error => error.message) ?? (result.error ? [result.error.message] : []);
  answers[name] = {verified: result.verified, proofs: suites, set, why: why.map(text => text.split('\n')[0])};
}
console.log(JSON.stringify(answers));
