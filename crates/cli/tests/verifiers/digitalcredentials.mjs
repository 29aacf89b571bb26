// npm @digitalcredentials/verifier-core: a log of separate answers, as ours.
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {certificates} from './loader.mjs';

const answers = {};
for(const [name, credential] of certificates()) {
  const result = await verifyCredential({credential, knownDIDRegistries: []});
  const log = Object.fromEntries((result.log ?? []).map(({id, valid}) => [id, valid]));
  const fatal = result.errors?.map(({name}) => name) ?? [];
  answers[name] = {log, fatal};
}
console.log(JSON.stringify(answers));
