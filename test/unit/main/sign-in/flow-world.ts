import { serverTime } from '../../../../main/aws/server-time.ts'
import type { OnStep, SignInDeps, SignInRequest, SignInStep } from '../../../../main/sign-in/flow.ts'
import { signIn } from '../../../../main/sign-in/sign-in.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeRedirectReceiver } from '../../../fakes/fake-redirect-receiver.ts'
import { FakeSigninClient } from '../../../fakes/fake-signin-client.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

/** One sign-in among fakes. AWS's clock is 90 s ahead of ours. */
export function flowWorld(changed: Partial<SignInDeps> = {}) {
  const clock = new FakeClock()
  const time = serverTime(clock)
  time.learn(new Date(clock.now() + 90_000).toUTCString())
  const receiver = new FakeRedirectReceiver()
  const signin = new FakeSigninClient()
  const browser = new ScriptedBrowser()
  const deps: SignInDeps = {
    signin,
    serverTime: time,
    clock,
    random: new SeededRandom(),
    browser,
    redirectReceiver: receiver,
    prompts: {},
    ...changed,
  }
  const steps: SignInStep[] = []
  return {
    clock,
    receiver,
    signin,
    browser,
    steps,
    kinds: () => steps.map(({ kind }) => kind),
    start: (request: Partial<SignInRequest> = {}, onStep: OnStep = () => undefined) =>
      signIn({ method: 'same-device', region: 'us-east-1', ...request }, deps, (step) => {
        steps.push(step)
        onStep(step)
      }),
    /** The address that the person is shown, once there is one: a key is made before, in its own time. */
    async page(): Promise<URL> {
      for (;;) {
        for (const step of steps) if ('url' in step) return step.url
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    },
  }
}

/** What AWS sends the browser back to, with this or that in its query. */
export function redirectTo(page: URL, members: Record<string, string>): string {
  const target = new URL(page.searchParams.get('redirect_uri') ?? '')
  target.search = new URLSearchParams({ state: page.searchParams.get('state') ?? '', ...members }).toString()
  return target.pathname + target.search
}
