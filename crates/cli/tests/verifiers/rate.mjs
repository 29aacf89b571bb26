// How many verifications a second @digitalbazaar/vc makes of one certificate, with nothing to fetch: the rival of
// `spyrales bench certificates`. Arguments: certificate, DID document, rounds.
import {readFileSync} from 'node:fs';
import {verifyCredential} from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite as jcs} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader as load} from './loader.mjs';

const [certificate, did, rounds] = process.argv.slice(2);
const credential = JSON.parse(readFileSync(certificate, 'utf8'));
delete credential.credentialStatus;
const issuer = JSON.parse(readFileSync(did, 'utf8'));
const methods = new Map(issuer.verificationMethod.map(method => [
  method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method},
]));
const documentLoader = async url => {
  const document = url === issuer.id ? issuer : methods.get(url);
  return document ? {contextUrl: null, documentUrl: url, document} : load(url);
};
const suite = [rdfc, jcs()].map(cryptosuite => new DataIntegrityProof({cryptosuite}));
const verify = async () => {
  const {verified, error} = await verifyCredential({credential, suite, documentLoader});
  if(!verified) {
    throw error;
  }
};
for(let warm = 0; warm < 50; warm++) {
  await verify();
}
const times = [];
for(let round = 0; round < Number(rounds); round++) {
  const start = process.hrtime.bigint();
  await verify();
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
times.sort((a, b) => a - b);
const total = times.reduce((sum, time) => sum + time, 0);
console.log(JSON.stringify({perSecond: times.length / total * 1000, p50: times[Math.floor(times.length / 2)]}));
