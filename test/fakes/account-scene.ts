import { accountCache } from '../../main/actions/accounts/account-cache.ts'
import type { AccountList, PortalSession } from '../../main/actions/accounts/account-list.ts'
import { type AccountRefresher, accountRefresher } from '../../main/actions/accounts/refresh-accounts.ts'
import type { PortalAccess } from '../../main/aws/sso-portal.ts'
import { FakeClock } from './fake-clock.ts'
import { FakePortal, type Organisation } from './fake-portal.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryLog } from './memory-log.ts'

export const corp: PortalSession = {
  id: 'identity-center:corp',
  name: 'corp',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  signedInAt: Date.parse('2026-01-02T00:00:00Z'),
}

/** Whatever reads and keeps account lists, over a portal, a disk and a clock of the test's. */
export class AccountScene {
  readonly clock = new FakeClock()
  readonly files = new MemoryFiles()
  readonly log = new MemoryLog()
  readonly portal: FakePortal
  readonly cache = accountCache({ files: this.files, log: this.log, folder: '/state/accounts' })
  accessTokenOf: (sessionId: string) => Promise<PortalAccess> = async () => ({
    region: 'eu-central-1',
    accessToken: 'token-1',
  })
  refresher: AccountRefresher

  constructor(organisation: Organisation) {
    this.portal = new FakePortal(organisation)
    this.refresher = this.restarted()
  }

  /** What a new agent would have: the same disk, nothing in memory. */
  restarted(): AccountRefresher {
    const { files, log } = this
    const cache = accountCache({ files, log, folder: '/state/accounts' })
    this.refresher = accountRefresher({
      portal: this.portal,
      accessTokenOf: (sessionId) => this.accessTokenOf(sessionId),
      cache,
      clock: this.clock,
      log,
    })
    return this.refresher
  }

  async kept(session: PortalSession = corp): Promise<AccountList | undefined> {
    return (await this.cache.read(session)).list
  }

  /** Roles by account, as kept. */
  async keptRoles(): Promise<Record<string, readonly string[]>> {
    return rolesOf(await this.kept())
  }
}

export function rolesOf(list: AccountList | undefined): Record<string, readonly string[]> {
  return Object.fromEntries(list?.accounts.map(({ accountId, roles }) => [accountId, roles]) ?? [])
}
