// What every Node verifier here is given: our contexts from files, everything else over HTTPS.
import {readFileSync} from 'node:fs';
import {CachedResolver} from '@digitalbazaar/did-io';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as didWeb from '@digitalbazaar/did-method-web';

const folder = new URL('../../../credential/contexts/', import.meta.url);
const contexts = new Map([
  ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.json'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'openbadges-context-3.0.3.json'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json', 'openbadges-extensions.json'],
  ['https://w3id.org/security/data-integrity/v2', 'data-integrity-v2.json'],
  ['https://w3id.org/security/multikey/v1', 'multikey-v1.json'],
].map(([url, file]) => [url, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]));

const driver = didWeb.driver({allowList: [process.env.VERIFIER_HOST]});
driver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
const resolver = new CachedResolver();
resolver.use(driver);

export async function documentLoader(url) {
  if(contexts.has(url)) {
    return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  }
  if(url.startsWith('did:')) {
    return {contextUrl: null, documentUrl: url, document: await resolver.get({did: url})};
  }
  const response = await fetch(url, {redirect: 'error'});
  if(!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return {contextUrl: null, documentUrl: url, document: await response.json()};
}

// The certificates named on the command line, by the name of their file.
export function certificates() {
  return process.argv.slice(2).map(path => [
    path.split('/').pop().replace(/\.json$/, ''), JSON.parse(readFileSync(path, 'utf8')),
  ]);
}
