// A certified OpenID Connect provider on loopback, for the tests: `node server.js STATE`. STATE is a file of JSON that says
// who is called what, in which groups, where people are sent back, and where a sign-out is told; it is read anew each time.
// It prints its address once it listens, and ends when its standard input does.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const from = createRequire(`${process.env.BR_NODE_MODULES}/`);
const { default: Provider } = await import(from.resolve("oidc-provider"));

const state = () => JSON.parse(readFileSync(process.argv[2], "utf-8"));
const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { clients } = state();

const provider = new Provider(issuer, {
  clients,
  claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"], acr: null, sid: null, auth_time: null },
  cookies: { keys: ["only-for-the-tests"] },
  features: { backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options), // its own way refuses loopback, where our test listens
  async findAccount(_ctx, id) {
    const known = state().accounts[id];
    return known && { accountId: id, claims: async () => ({ sub: id, ...known }) };
  },
  async loadExistingGrant(ctx) { // the municipality has agreed for everybody: nobody is asked for consent
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});
server.on("request", provider.callback());
console.log(issuer);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
