import type {
  ConsoleAccessDependencies,
  Viewpoint,
} from '../../main/actions/console-access/console-access-account.ts'
import {
  type ChangeRequest,
  changeConsoleAccess,
} from '../../main/actions/console-access/console-access-change.ts'
import type { ChangeProgress } from '../../main/actions/console-access/console-access-run.ts'
import { type UndoRequest, undoConsoleAccess } from '../../main/actions/console-access/console-access-undo.ts'
import { changeHistory } from '../../main/console-access/change-history.ts'
import type { Prompts } from '../../main/kernel/ports/prompts.ts'
import type { ChangeResultView } from '../../preload/contract/console-access-views.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeSigninControl } from './fake-signin-control.ts'
import { MemoryFiles } from './memory-files.ts'
import { SeededRandom } from './seeded-random.ts'

export const breakGlass = 'arn:aws:iam::111122223333:role/BreakGlass'
export const office = { sourceIp: '203.0.113.0/24', excludedPrincipal: breakGlass }
export const home = { sourceIp: '198.51.100.0/24', excludedPrincipal: breakGlass }
export const accountId = '111122223333'

/** The actions of console access over a control plane in memory, with a person who is nobody unless a test says so. */
export class ConsoleAccessScene {
  readonly control = new FakeSigninControl()
  readonly clock = new FakeClock()
  readonly files = new MemoryFiles()
  readonly abort = new AbortController()
  readonly history = changeHistory({ files: this.files, folder: '/state/console-access' })
  readonly shown: ChangeProgress[] = []
  /** Of the session behind the profile. */
  sessionKind = 'identity-center'
  readonly dependencies: ConsoleAccessDependencies = {
    control: async () => this.control,
    grants: {
      issue: async () => ({
        credentials: {
          accessKeyId: 'ASIAEXAMPLE',
          secretAccessKey: 'CNRYsecret',
          sessionToken: 'CNRYtoken',
          expiration: this.clock.now() + 900_000,
          accountId,
        },
        sessionId: 's',
        renewedAt: this.clock.now(),
      }),
    },
    whoIs: async () => ({ arn: 'arn:aws:sts::111122223333:assumed-role/Developer/alice' }),
    regionOf: async () => 'eu-central-1',
    sessionKindOf: () => this.sessionKind,
    files: this.files,
    history: this.history,
    clock: this.clock,
    random: new SeededRandom(7),
    now: () => this.clock.now(),
  }

  request(viewpoint: Viewpoint = {}) {
    return {
      ...{ profile: 'dev', viewpoint, env: {}, cwd: '/work', signal: this.abort.signal },
      ...{ dryRun: false, isConfirmed: false, confirm: accountId },
    }
  }

  change(wish: Partial<ChangeRequest>, prompts: Prompts = {}): Promise<ChangeResultView> {
    const request = { ...this.request({ breakGlass }), ...wish }
    return changeConsoleAccess(this.dependencies)(request, prompts, (progress) => this.shown.push(progress))
  }

  undo(wish: Partial<UndoRequest> = {}, prompts: Prompts = {}): Promise<ChangeResultView> {
    const request = { ...this.request({ breakGlass }), ...wish }
    return undoConsoleAccess(this.dependencies)(request, prompts, (progress) => this.shown.push(progress))
  }

  /** Calls as they were sent, without their tokens. */
  get calls(): readonly string[] {
    return this.control.sent.map((call) => call.replace(/ \S{36}$/, ''))
  }
}
