// A real OpenID Connect provider, registered with as ProConnect is, on this machine alone. It can be asked to sign what
// no honest provider would: that takes its keys, which only it has.
//
// POST /control/register?url=… names the service; until then it knows nobody. POST /control/next?deed=… spoils one answer.
// POST /control/rotate has it sign with other keys from now on, ID tokens with ES256.

import { createServer } from "node:http";

import { exportJWK, generateKeyPair, SignJWT, decodeJwt } from "jose";
import { Provider } from "oidc-provider";

const MOUNT = "/api/v2";
const pkce = process.env.SPYRALES_PROVIDER_PKCE === "1";
const agent = { siret: "13002526500013", idp_id: "ministere", organization_label: "Un ministère", roles: ["agent_public", "agent_public_etat"] };
const camille = { ...agent, uid: "cm", given_name: "Camille", usual_name: "Martin", email: "camille.martin@example.gouv.fr" };
const people = {
    camille,
    // The same person, after they changed ministry.
    "camille-elsewhere": { ...camille, siret: "73282932000074", organization_label: "Une collectivité", idp_id: "collectivite", roles: ["agent_public_territorial"] },
    "another-camille": { ...camille, email: "camille.martin@example.fr", usual_name: "Martin-Duval" },
    demo: { ...agent, given_name: "Dom", usual_name: "Durand", email: "DEMO@example.org" },
    company: { ...agent, given_name: "Paul", usual_name: "Petit", email: "paul@example.com", roles: [] },
    "without-address": { ...agent, given_name: "Sans", usual_name: "Adresse", email: undefined },
};
// What ProConnect documents; anything else is refused.
const DOCUMENTED = new Set(["client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "claims", "acr_values", "prompt", "login_hint", ...(pkce ? ["code_challenge", "code_challenge_method"] : [])]);

let deed;
let provider;
let service;
const stranger = await generateKeyPair("RS256");
let keys = [await signingKey("RS256", "one")];

async function signingKey(alg, kid) {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { privateKey, kid, jwk: { ...(await exportJWK(privateKey)), alg, use: "sig", kid } };
}

const server = createServer(async (request, response) => {
    const address = new URL(request.url, "http://provider");
    if (address.pathname.startsWith("/control/")) {
        if (address.pathname === "/control/register") {
            service = address.searchParams.get("url");
            provider = register();
        } else if (address.pathname === "/control/rotate") {
            keys = [await signingKey("RS256", "two"), await signingKey("ES256", "three")];
            provider = register();
        } else deed = address.searchParams.get("deed");
        response.end();
    } else if (!provider) {
        response.writeHead(503).end();
    } else if (address.pathname.startsWith("/interaction/")) {
        await interaction(request, response);
    } else if (address.pathname.startsWith(`${MOUNT}/`)) {
        request.originalUrl = request.url;
        request.url = request.url.slice(MOUNT.length);
        provider.callback()(request, response);
    } else {
        response.writeHead(404).end();
    }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}${MOUNT}`));
const issuer = () => `http://127.0.0.1:${server.address().port}${MOUNT}`;

/** Who is it? Chosen from a list. */
async function interaction(request, response) {
    if (request.method === "GET") {
        const buttons = Object.keys(people).map((who) => `<button name="who" value="${who}">${who}</button>`);
        response.setHeader("content-type", "text/html; charset=utf-8");
        response.end(`<!doctype html><title>Provider</title><h1>Who are you?</h1><form method="post">${buttons.join("")}<button name="who" value="">nobody</button></form>`);
        return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const who = new URLSearchParams(body).get("who");
    const result = who ? { login: { accountId: who, acr: "eidas1-mfa" } } : { error: "access_denied", error_description: "they said no" };
    await provider.interactionFinished(request, response, result);
}

function register() {
    const made = new Provider(issuer(), {
        clients: [
            {
                client_id: "spyrales",
                client_secret: process.env.SPYRALES_PROVIDER_SECRET,
                redirect_uris: [`${service}/sign-in/oidc/callback`],
                post_logout_redirect_uris: [`${service}/signed-out`],
                response_types: ["code"],
                grant_types: ["authorization_code"],
                token_endpoint_auth_method: "client_secret_post",
                id_token_signed_response_alg: keys.at(-1).jwk.alg,
                userinfo_signed_response_alg: "RS256",
            },
        ],
        jwks: { keys: keys.map(({ jwk }) => jwk) },
        enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256"] },
        cookies: { keys: ["loopback"] },
        routes: { authorization: "/authorize", token: "/token", userinfo: "/userinfo", end_session: "/session/end" },
        scopes: ["openid", "given_name", "usual_name", "email", "uid", "siret", "idp_id", "roles", "organization_label", "phone"],
        claims: Object.fromEntries(["given_name", "usual_name", "email", "uid", "siret", "idp_id", "roles", "organization_label"].map((name) => [name, [name]])),
        acrValues: ["eidas0-mfa", "eidas1-mfa", "eidas1", "eidas2", "eidas3"],
        clientAuthMethods: ["client_secret_post", "private_key_jwt"],
        pkce: { required: () => false },
        ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Interaction: 600, Grant: 600, Session: 600 },
        features: {
            devInteractions: { enabled: false },
            claimsParameter: { enabled: true },
            jwtUserinfo: { enabled: true },
            rpInitiatedLogout: {
                enabled: true,
                logoutSource: (ctx, form) => {
                    ctx.body = `<!doctype html><title>Provider</title>${form}<button form="op.logoutForm" name="logout" value="yes">leave</button>`;
                },
            },
        },
        interactions: { url: (_, { uid }) => `/interaction/${uid}` },
        findAccount: (_, who) => ({ accountId: who, claims: () => ({ sub: who, ...people[who] }) }),
        // ProConnect asks for no consent of its own.
        loadExistingGrant: async (ctx) => {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope(ctx.oidc.params.scope);
            await grant.save();
            return grant;
        },
    });
    made.use(spoil);
    return made;
}

/** Signs claims anew, changed. */
function sign(token, changes, { key = keys[0].privateKey, kid = keys[0].kid, alg = "RS256" } = {}) {
    return new SignJWT({ ...decodeJwt(token), ...changes }).setProtectedHeader({ alg, kid }).sign(key);
}

/** The claims without a signature. */
function unsigned(token) {
    const [, claims] = token.split(".");
    return `${Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url")}.${claims}.`;
}

const ID_TOKENS = {
    nonce: { nonce: "somebody-elses-nonce-of-more-than-32-characters" },
    audience: { aud: "another-service" },
    issuer: { iss: "https://another.example/api/v2" },
    expired: { exp: 1_000_000 },
    party: { azp: "another-service" },
    several: { aud: ["spyrales", "another-service"] },
    early: { nbf: 4_000_000_000 },
    future: { iat: 4_000_000_000 },
    old: { iat: 1_700_000_000 },
    weak: { acr: "eidas1" },
};

async function spoil(ctx, next) {
    if (ctx.path === "/authorize") {
        const unknown = Object.keys(ctx.query).filter((name) => !DOCUMENTED.has(name));
        if (unknown.length) {
            ctx.status = 400;
            ctx.body = `undocumented parameters: ${unknown}`;
            return;
        }
    }
    if (ctx.path === "/token" && deed === "late") {
        deed = undefined;
        // As when its minute has passed.
        provider.AuthorizationCode.find = async () => undefined;
        await next();
        delete provider.AuthorizationCode.find;
        return;
    }
    if (ctx.path.startsWith("/.well-known/") && deed === "deaf") {
        deed = undefined;
        ctx.status = 503;
        return;
    }
    await next();
    const route = ctx.oidc?.route;
    if (route === "discovery" && !pkce) delete ctx.body.code_challenge_methods_supported;
    if (route === "token" && ctx.body?.id_token) {
        const changes = ID_TOKENS[deed];
        if (changes) ctx.body = { ...ctx.body, id_token: await sign(ctx.body.id_token, changes) };
        else if (deed === "signature") ctx.body = { ...ctx.body, id_token: await sign(ctx.body.id_token, {}, { key: stranger.privateKey }) };
        else if (deed === "unsigned") ctx.body = { ...ctx.body, id_token: unsigned(ctx.body.id_token) };
        // With what both sides know: it proves nothing to who is shown it, and keys of one kind mustn't pass for another.
        else if (deed === "hmac") ctx.body = { ...ctx.body, id_token: await sign(ctx.body.id_token, {}, { alg: "HS256", key: Buffer.from(process.env.SPYRALES_PROVIDER_SECRET) }) };
        else if (deed === "key") ctx.body = { ...ctx.body, id_token: await sign(ctx.body.id_token, {}, { key: stranger.privateKey, kid: "nobodys" }) };
        else return;
        deed = undefined;
    }
    if (route === "userinfo" && ["subject", "plain", "forged"].includes(deed)) {
        if (deed === "subject") ctx.body = await sign(ctx.body, { sub: "camille-elsewhere" });
        if (deed === "forged") ctx.body = await sign(ctx.body, { email: "chief@example.gouv.fr" }, { key: stranger.privateKey });
        if (deed === "plain") {
            ctx.body = decodeJwt(ctx.body);
            ctx.type = "application/json";
        }
        deed = undefined;
    }
}
