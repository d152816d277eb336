import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PermissionStatementInput, ResourcePolicy } from '../../main/aws/signin-control-types.ts'
import { lockOut } from '../../main/console-access/lock-out.ts'
import type { Situation } from '../../main/console-access/situation.ts'
import { withStatement } from '../../main/console-access/statement-of.ts'
import { accountId, defaultPrincipals } from '../aws/principals.ts'
import { controlCall } from '../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { authorizeUrl, dpopProof, newProofKey, newVerifier, postToken } from '../aws/test-client.ts'
import { randomNetwork } from '../fakes/random-sign-in-policy.ts'
import { randomStatementInput } from '../fakes/random-statement-input.ts'

const runs = 200
const nobody: ResourcePolicy = { Version: '2012-10-17', Statement: [] }

const people = defaultPrincipals
  .filter(({ arn }) => !arn.includes('AWSReservedSSO_'))
  .map((principal) => {
    // The roles of the stand-in have no path, and whoever knows that can say the role.
    const role = principal.arn.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ':iam::$1:role/$2')
    return { key: principal.key, session: principal.arn, role, account: accountId(principal) }
  })

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

/** Through the page, to the token. */
async function signsIn(key: string): Promise<boolean> {
  const base = standIn.urls.signin['us-east-1'] ?? ''
  const { codeVerifier, codeChallenge } = newVerifier()
  standIn.autoApprove(key)
  const url = authorizeUrl(base, codeChallenge)
  const page = await fetch(url, { redirect: 'manual' })
  if (page.status === 403) {
    expect(await page.text()).toMatch(/refused/)
    return false
  }
  expect(page.status).toBe(302)
  const code = new URL(page.headers.get('location') ?? '').searchParams.get('code')
  const clientId = url.searchParams.get('client_id')
  const redirectUri = url.searchParams.get('redirect_uri')
  const proof = dpopProof(newProofKey(), `${base}/v1/token`, standIn.clock.now())
  const body = { clientId, grantType: 'authorization_code', code, codeVerifier, redirectUri }
  const { status, type } = await postToken(base, body, proof)
  if (status === 200) return true
  expect(type).toMatch(/^AccessDeniedException/)
  return false
}

/** Puts the statements, tries, and takes them away again. */
async function lived(
  person: (typeof people)[number],
  inputs: readonly PermissionStatementInput[],
): Promise<{ readonly policy: ResourcePolicy; readonly isIn: boolean }> {
  const call = async (path: string, body?: object) => {
    const reply = await controlCall(standIn, person.key, path, body)
    expect(reply.status, reply.text).toBe(200)
    return reply.body
  }
  const put: string[] = []
  for (const input of inputs) {
    const { statementId } = await call('put-resource-permission-statement', {
      ...input,
      clientToken: crypto.randomUUID(),
    })
    put.push(String(statementId))
  }
  await call('put-console-authorization-configuration', {})
  const { signinResourceBasedPolicy } = await call('get-resource-policy')
  const isIn = await signsIn(person.key)
  await call('delete-console-authorization-configuration', {})
  for (const statementId of put) {
    await call('delete-resource-permission-statement', { statementId, clientToken: crypto.randomUUID() })
  }
  return { policy: signinResourceBasedPolicy as ResourcePolicy, isIn }
}

describe("lockOut, against the stand-in's own sign-in page", () => {
  it('claims only what happens, of the policy that is there and of the one that is expected', async () => {
    const counts = new Map<string, number>()
    const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
    const sample = fc.record({
      person: fc.constantFrom(...people),
      knowsRole: fc.boolean(),
      inputs: fc.uniqueArray(randomStatementInput(people.map(({ role }) => role)), {
        minLength: 1,
        maxLength: 2,
        selector: (input) => JSON.stringify(input),
      }),
      network: fc.oneof(
        randomNetwork,
        fc.constantFrom({ sourceIp: '203.0.113.7' }, { sourceIp: '198.51.100.7' }),
      ),
      region: fc.constantFrom('scopes', 'pins'),
    })
    for (const { person, knowsRole, inputs, network, region } of fc.sample(sample, {
      numRuns: runs,
      seed: 7,
    })) {
      standIn.signinControl.change({ region })
      standIn.network(network)
      const { policy, isIn } = await lived(person, inputs)
      const arn = knowsRole ? person.role : person.session
      const principal = { arn, accountId: person.account, isPortalUser: false }
      const situation: Situation = { name: person.key, principal, network }
      const expected = inputs.reduce((before, input) => withStatement(before, input, person.account), nobody)
      for (const [name, after] of [
        ['there', policy],
        ['expected', expected],
      ] as const) {
        const before = { enabled: true, policy: nobody }
        const [row] = lockOut({ before, after: { enabled: true, policy: after }, situations: [situation] })
        count(`${name}: ${row?.change}`)
        if (row?.change === 'cannot-tell') continue
        const claim = { name, change: row?.change, inputs, network, arn, region }
        expect(claim).toEqual({ ...claim, change: isIn ? 'keeps' : 'loses' })
      }
      count(isIn ? 'let in' : 'refused')
    }
    console.log(`lockOut, ${runs} sign-ins over HTTP:`, Object.fromEntries([...counts].sort()))
    expect(counts.get('there: keeps')).toBeGreaterThan(20)
    expect(counts.get('expected: keeps')).toBeGreaterThan(20)
    expect(counts.get('there: loses')).toBeGreaterThan(20)
  })
})
