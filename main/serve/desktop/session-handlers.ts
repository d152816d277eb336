/**
 * Signing in and out, and the vault's door, as a window asks for them.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { SignInStepView } from '../../../preload/contract/task-views.ts'
import type { Asking } from '../../actions/config/aws-files.ts'
import type { ImportSessions } from '../../actions/import/import-sessions.ts'
import type { CountImportable } from '../../actions/import/importable-sign-ins.ts'
import type { RenewSession } from '../../actions/sessions/renew-session.ts'
import type { SessionBrowsers } from '../../actions/sessions/session-browsers.ts'
import type { SignInToIdentityCenter } from '../../actions/sessions/sign-in-to-identity-center.ts'
import type { SignInToProfile } from '../../actions/sessions/sign-in-to-profile.ts'
import type { SignedOut, SignOut } from '../../actions/sessions/sign-out.ts'
import type { VaultDoor } from '../../actions/sessions/vault-door.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { FlowReason } from '../../sign-in/choose-flow.ts'
import type { IdentityCenterFlow } from '../../vault/session-record.ts'
import type { Handlers } from './handlers.ts'
import { signInStepView } from './sign-in-step-view.ts'
import type { TaskBoard, TaskEnd, TaskProgress } from './task-board.ts'
import { withoutCommands } from './window-words.ts'

/** Whose AWS files a window works on, and how a tool reaches Signet from there. */
export interface WindowAsking extends Asking {
  readonly relay: readonly string[]
}

export interface SessionHandlerNeeds {
  readonly signIn: SignInToProfile
  readonly signInToIdentityCenter: SignInToIdentityCenter
  readonly chooseFlow: (
    asked: IdentityCenterFlow | undefined,
    env: Readonly<Record<string, string>>,
  ) => { readonly flow: IdentityCenterFlow; readonly because: FlowReason }
  readonly signOut: SignOut
  readonly renewSession: RenewSession
  readonly countImportable: CountImportable
  readonly importSessions: ImportSessions
  readonly door: VaultDoor
  readonly tasks: TaskBoard
  readonly asking: () => WindowAsking
  readonly sessionBrowsers: Pick<SessionBrowsers, 'browserOf'>
}

type SessionHandlers = Pick<
  Handlers,
  | 'sessions.signIn'
  | 'sessions.signInToIdentityCenter'
  | 'sessions.signOut'
  | 'sessions.renew'
  | 'sessions.importable'
  | 'sessions.import'
  | 'vault.unlock'
  | 'vault.lock'
  | 'tasks.answer'
  | 'tasks.cancel'
  | 'tasks.dismiss'
  | 'tasks.openPage'
>

export function sessionHandlers(needs: SessionHandlerNeeds): SessionHandlers {
  const { tasks, door, asking } = needs
  return {
    'sessions.signIn': (request) => {
      const own = itsSession()
      return {
        task: tasks.start({
          ...{ kind: 'sign-in', title: `Sign in to ${request.profile}`, subject: request.profile },
          opensIn: own.session,
          async work({ prompts, signal, show }) {
            const { tellSession } = own
            const asked = {
              ...asking(),
              ...request,
              region: request.region ?? undefined,
              signal,
              tellSession,
            }
            const signedIn = await needs.signIn(asked, prompts, (step) =>
              show({ step: signInStepView(step) }),
            )
            return (
              signedIn && {
                summary: [
                  inWords('signed-in-as', { principal: signedIn.principalArn }),
                  ...signedIn.warnings.map(withoutCommands),
                ],
                diff: signedIn.diff,
              }
            )
          },
        }),
      }
    },
    'sessions.signInToIdentityCenter': (request) => {
      const own = itsSession()
      const subject = request.session ?? request.startUrl ?? 'IAM Identity Center'
      return {
        task: tasks.start({
          ...{ kind: 'sign-in', title: `Sign in to ${subject}`, subject },
          opensIn: own.session,
          async work({ prompts, signal, show }) {
            const { env, cwd } = asking()
            const withCode = keepingCode()
            const signedIn = await needs.signInToIdentityCenter(
              {
                session: request.session ?? undefined,
                startUrl: request.startUrl ?? undefined,
                region: request.region ?? undefined,
                ...needs.chooseFlow(request.flow ?? undefined, env),
                openBrowser: request.openBrowser,
                tellSession: own.tellSession,
                ...{ env, cwd, signal },
              },
              prompts,
              (step) => show({ step: withCode(signInStepView(step)) }),
            )
            return (
              signedIn && {
                summary: [
                  inWords('signed-in-to', { session: signedIn.name }),
                  ...signedIn.warnings.map(withoutCommands),
                ],
              }
            )
          },
        }),
      }
    },
    async 'sessions.signOut'({ session, everywhere = false }, { signal }) {
      const out = await needs.signOut({ sessionId: session }, {}, signal, { everywhere })
      return { summary: signedOutText(out) }
    },
    async 'sessions.renew'({ session }, { signal }) {
      await needs.renewSession(session, signal)
      return {}
    },
    'sessions.importable': async () => ({ signIns: await needs.countImportable(asking()) }),
    'sessions.import': () => ({
      task: tasks.start({
        kind: 'change',
        title: inWords('take-over-title-sign-ins'),
        work: ({ prompts, show }) => importAll(needs, prompts, show),
      }),
    }),
    'vault.unlock': () => ({
      // One door, one question: a second press leads to the one that stands.
      task:
        tasks.running('unlock') ??
        tasks.start({
          kind: 'unlock',
          title: 'Unlock the vault',
          async work({ prompts }) {
            await door.unlock(prompts)
            return { summary: [inWords('vault-opened')] }
          },
        }),
    }),
    async 'vault.lock'() {
      await door.lock()
      return {}
    },
    'tasks.answer'({ task, question, answer }) {
      tasks.answer(task, question, answer ?? undefined)
      return {}
    },
    'tasks.cancel'({ task }) {
      tasks.cancel(task)
      return {}
    },
    async 'tasks.openPage'({ task }) {
      // SECURITY (T17): the window names a task, never an address.
      const page = tasks.pageOf(task)
      if (page === undefined) return { opened: false }
      const { browser } = await needs.sessionBrowsers.browserOf(page.session, asking().env)
      return { opened: browser.available() && (await browser.open(page.url)) }
    },
    'tasks.dismiss'({ task }) {
      tasks.dismiss(task)
      return {}
    },
  }
}

/** Which session a sign-in turns out to be for: its page opens once more in the same browser. */
function itsSession() {
  let known: string | undefined
  return {
    session: () => known,
    tellSession(id: string | undefined) {
      known = id
    },
  }
}

function signedOutText({ who, everywhere = [], notTold }: SignedOut): string[] {
  return [
    ...who.map((name) => inWords('signed-out', { who: name })),
    ...everywhere.map(({ why }) => (why === null ? inWords('signed-out-everywhere') : why)),
    ...notTold.map((name) => inWords('signed-out-not-told', { who: name })),
  ]
}

async function importAll(
  { importSessions, asking }: SessionHandlerNeeds,
  prompts: Prompts,
  show: TaskProgress['show'],
): Promise<TaskEnd> {
  const request = { ...asking(), only: [], dryRun: false, isConfirmed: false }
  const done = await importSessions(request, prompts, ({ found, diffs }) =>
    show({
      preview: {
        summary: found.map(({ name, profiles }) => [name, ...profiles.map((each) => each.name)].join(' · ')),
        diff: diffs.flatMap(({ diff }) => diff),
      },
    }),
  )
  if (done.outcome === 'declined') return undefined
  if (done.outcome === 'nothing') return { summary: [inWords('take-over-none')] }
  return {
    summary: [
      ...done.sessions.map((name) => inWords('take-over-done', { name })),
      ...done.copies.map(({ path }) => inWords('take-over-copy', { path })),
    ],
    diff: done.preview.diffs.flatMap(({ diff }) => diff),
  }
}

/**
 * SECURITY (T12): the code stays in sight for as long as the page waits: a page that shows another one is somebody else's.
 */
function keepingCode(): (step: SignInStepView) => SignInStepView {
  let code: Pick<SignInStepView, 'userCode' | 'until'> = {}
  return (step) => {
    if (step.kind === 'showing-code') code = { userCode: step.userCode, until: step.until }
    const isWaiting = step.kind === 'opening-browser' || step.kind === 'waiting-for-browser'
    return isWaiting ? { ...code, ...step } : step
  }
}
