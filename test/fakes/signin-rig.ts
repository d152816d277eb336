import { serverTime } from '../../main/aws/server-time.ts'
import { type SigninGrant, type SigninTokens, signinClient } from '../../main/aws/signin.ts'
import type { DpopPrivateJwk } from '../../main/oauth/dpop.ts'
import { FakeClock } from './fake-clock.ts'
import { type FakeAnswer, FakeHttp } from './fake-http.ts'
import { SeededRandom } from './seeded-random.ts'

/** The Sign-In client on a scripted network, with a clock that runs by itself while a call is under way. */
export function signinRig(key: DpopPrivateJwk, ...script: FakeAnswer[]) {
  const http = new FakeHttp(...script)
  const clock = new FakeClock()
  const time = serverTime(clock)
  const endpoints = () => new URL('https://us-east-1.signin.aws.amazon.com')
  const client = signinClient({ http, serverTime: time, clock, random: new SeededRandom(), endpoints })

  async function createToken(grant: SigninGrant, signal?: AbortSignal): Promise<SigninTokens> {
    const call = client.createToken(grant, { key, region: 'us-east-1', ...(signal ? { signal } : {}) })
    let ended = false
    const end = (): void => {
      ended = true
    }
    call.then(end, end)
    await clock.advance(0)
    // However long proofs take to sign on a busy machine: time only passes while something waits for it.
    while (!ended) await clock.advance(clock.scheduled > 0 ? 50 : 0)
    return call
  }
  return { http, clock, time, client, createToken }
}
