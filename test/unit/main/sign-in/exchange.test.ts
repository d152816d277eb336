import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { exchange } from '../../../../main/sign-in/exchange.ts'
import { drawSecrets } from '../../../../main/sign-in/secrets.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeRedirectReceiver } from '../../../fakes/fake-redirect-receiver.ts'
import { FakeSigninClient, someTokens } from '../../../fakes/fake-signin-client.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

describe('exchange', () => {
  it('counts the credentials’ life from the request: a machine may sleep before the reply is read (R11)', async () => {
    const clock = new FakeClock()
    const time = serverTime(clock)
    time.learn(new Date(clock.now()).toUTCString())
    const asked = time.now()
    const random = new SeededRandom()
    const signin = new FakeSigninClient(async () => {
      await clock.suspend(600_000)
      return { ...someTokens(), expiration: time.now() + 900_000 }
    })
    const outcome = await exchange(
      { code: 'c', clientId: 'i', redirectUri: 'r', secrets: await drawSecrets(random) },
      { method: 'same-device', region: 'us-east-1' },
      {
        ...{ signin, serverTime: time, clock, random, prompts: {} },
        browser: new ScriptedBrowser(),
        redirectReceiver: new FakeRedirectReceiver(),
      },
      () => undefined,
    )
    expect(outcome).toMatchObject({
      session: { signedInAt: asked, renewedAt: asked, credentials: { expiration: asked + 900_000 } },
    })
  })
})
