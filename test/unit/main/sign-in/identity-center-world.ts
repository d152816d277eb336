import { serverTime } from '../../../../main/aws/server-time.ts'
import type { OnStep, SignInStep } from '../../../../main/sign-in/flow.ts'
import type {
  IdentityCenterDeps,
  IdentityCenterRequest,
} from '../../../../main/sign-in/identity-center-flow.ts'
import { signInIdentityCenter } from '../../../../main/sign-in/sign-in-identity-center.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeRedirectReceiver } from '../../../fakes/fake-redirect-receiver.ts'
import { FakeSsoOidc } from '../../../fakes/fake-sso-oidc.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

export const startUrl = 'https://d-1234567890.awsapps.com/start'

/** One sign-in to IAM Identity Center among fakes. AWS's clock is 90 s ahead of ours. */
export function identityCenterWorld(changed: Partial<IdentityCenterDeps> & { ssoOidc?: FakeSsoOidc } = {}) {
  const clock = new FakeClock()
  const time = serverTime(clock)
  time.learn(new Date(clock.now() + 90_000).toUTCString())
  const receiver = new FakeRedirectReceiver()
  const browser = new ScriptedBrowser()
  const ssoOidc = changed.ssoOidc ?? new FakeSsoOidc()
  const deps: IdentityCenterDeps = {
    ssoOidc,
    resolveStartUrl: async (address) => ({ startUrl: address, region: undefined }),
    serverTime: time,
    clock,
    random: new SeededRandom(),
    browser,
    redirectReceiver: receiver,
    ...changed,
  }
  const steps: SignInStep[] = []
  return {
    clock,
    serverNow: () => time.now(),
    receiver,
    ssoOidc,
    browser,
    steps,
    kinds: () => steps.map(({ kind }) => kind),
    start: (request: Partial<IdentityCenterRequest> = {}, onStep: OnStep = () => undefined) =>
      signInIdentityCenter(
        { flow: 'authorization-code', name: 'shop', startUrl, region: 'eu-central-1', ...request },
        deps,
        (step) => {
          steps.push(step)
          onStep(step)
        },
      ),
    /** The `nth` address that the person is shown, once there is one. */
    async page(nth = 0): Promise<URL> {
      for (;;) {
        const shown = steps.flatMap((step) => (step.kind === 'waiting-for-browser' ? [step.url] : []))
        const page = shown[nth]
        if (page) return page
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    },
  }
}

/** A session of `shop`, with what a test changes. */
export function formerSession(changed: Partial<IdentityCenterSession> = {}): IdentityCenterSession {
  const registration = (clientId: string) => ({
    clientId,
    clientSecret: `${clientId}-secret`,
    expiresAt: Date.parse('2026-02-01T00:00:00Z'),
  })
  return {
    kind: 'identity-center',
    id: 'identity-center:shop',
    name: 'shop',
    startUrl,
    region: 'eu-central-1',
    scopes: ['sso:account:access'],
    flow: 'authorization-code',
    registrations: {
      'authorization-code': registration('former-code'),
      device: registration('former-device'),
    },
    accessToken: 'access-0',
    accessTokenExpiresAt: 0,
    refreshToken: 'refresh-0',
    signedInAt: 0,
    renewedAt: 0,
    ...changed,
  }
}
