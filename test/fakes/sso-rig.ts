import { type ServerTime, serverTime } from '../../main/aws/server-time.ts'
import { type SsoOidcClient, ssoOidcClient } from '../../main/aws/sso-oidc.ts'
import { type SsoPortal, ssoPortal } from '../../main/aws/sso-portal.ts'
import type { Http } from '../../main/kernel/ports/http.ts'
import { FakeClock } from './fake-clock.ts'
import { SeededRandom } from './seeded-random.ts'

export interface SsoRig<Network extends Http> {
  readonly http: Network
  readonly clock: FakeClock
  readonly time: ServerTime
  readonly oidc: SsoOidcClient
  readonly portal: SsoPortal
  /** Lets time pass until a call has ended. */
  run<T>(call: Promise<T>): Promise<T>
}

/** Both clients of IAM Identity Center on a network of the test's own. */
export function ssoRig<Network extends Http>(
  http: Network,
  clock = new FakeClock(),
  seed = 1,
): SsoRig<Network> {
  const time = serverTime(clock)
  const ports = { http, clock, serverTime: time, random: new SeededRandom(seed) }
  const at = (host: string) => (query: { readonly region: string }) =>
    new URL(`https://${host}.${query.region}.amazonaws.com`)
  return {
    http,
    clock,
    time,
    oidc: ssoOidcClient({ ...ports, endpoints: at('oidc') }),
    portal: ssoPortal({ ...ports, endpoints: at('portal.sso') }),
    async run(call) {
      let ended = false
      const end = (): void => {
        ended = true
      }
      call.then(end, end)
      for (let idle = 0; idle < 100_000 && !ended; ) {
        const wait = clock.untilNext()
        idle = wait === undefined ? idle + 1 : 0
        await clock.advance(wait ?? 0)
      }
      return call
    },
  }
}
