import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  ConsoleAccessDependencies,
  Viewpoint,
} from '../../../../main/actions/console-access/console-access-account.ts'
import {
  type ChangeRequest,
  changeConsoleAccess,
} from '../../../../main/actions/console-access/console-access-change.ts'
import { listConsoleAccessChanges } from '../../../../main/actions/console-access/console-access-history.ts'
import { readConsoleAccess } from '../../../../main/actions/console-access/console-access-status.ts'
import { permissionStatementProblems } from '../../../../main/aws/permission-statement-problems.ts'
import type { PermissionStatementInput, SigninControl } from '../../../../main/aws/signin-control-types.ts'
import { lockOut } from '../../../../main/console-access/lock-out.ts'
import { policySaid } from '../../../../main/console-access/policy-in-words.ts'
import { refusalsInWords } from '../../../../main/console-access/refusal-in-words.ts'
import { usualSituations } from '../../../../main/console-access/usual-situations.ts'
import { RefusalError } from '../../../../main/kernel/errors.ts'
import {
  type ChangePlanView,
  type ConsoleAccessView,
  changePlanViewSchema,
  consoleAccessViewSchema,
} from '../../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../../preload/contract/said.ts'
import {
  spokenAccess,
  spokenChange,
  spokenPlan,
} from '../../../../renderer/features/console-access/spoken-access.ts'
import { sayings } from '../../../../renderer/texts/de/sayings.ts'
import {
  lockOutSayings,
  planSayings,
  policySayings,
  statementSayings,
} from '../../../../renderer/texts/de/sayings-console-access.ts'
import { spoken } from '../../../../renderer/texts/spoken.ts'
import { breakGlass, ConsoleAccessScene, home, office } from '../../../fakes/console-access-scene.ts'
import { englishIn, idsIn } from '../../../fakes/german-sentences.ts'
import {
  accountId,
  randomCondition,
  randomPolicy,
  randomSituation,
} from '../../../fakes/random-sign-in-policy.ts'
import { passed } from '../../main/actions/console-access/passed.ts'

type Scene = Pick<SigninControl, 'getConsoleAuthorization' | 'listPermissionStatements' | 'getResourcePolicy'>

/** Every sentence of a view, as a person is shown it. */
function accessTexts(view: ConsoleAccessView): readonly string[] {
  const { words, notes, unseen, statements } = view
  return [...words, ...notes, ...unseen, ...statements.map((one) => one.words), ...rowTexts(view.rows)]
}

function planTexts(view: ChangePlanView): readonly string[] {
  return [
    ...[...view.wordsNow, ...view.wordsAfterwards, view.confirmation.reason],
    ...view.warnings.map(({ text }) => text),
    ...view.wayBack.map(({ text }) => text),
    ...view.steps.flatMap(({ text, undo }) => (undo === null ? [text] : [text, undo])),
    ...rowTexts(view.rows),
  ]
}

function rowTexts(rows: ConsoleAccessView['rows']): readonly string[] {
  return rows.flatMap(({ name, from, reasons }) => [name, from, ...reasons])
}

const statement: fc.Arbitrary<PermissionStatementInput> = fc.constantFrom<PermissionStatementInput>(
  office,
  home,
  { sourceIp: '203.0.113.9' },
  { sourceVpc: 'vpc-0123abcd', requestedRegion: 'us-east-1', excludedPrincipal: breakGlass },
  { excludedPrincipal: breakGlass },
)

const wishes = fc.record({
  policy: randomPolicy,
  conditions: fc.array(randomCondition, { maxLength: 2 }),
  listed: fc.array(statement, { maxLength: 2 }),
  isOn: fc.boolean(),
  target: fc.constantFrom(undefined, 'o-abcdefghij'),
  authorization: fc.constantFrom('on' as const, 'off' as const, undefined),
  add: fc.array(statement, { maxLength: 2 }),
  removes: fc.boolean(),
  glass: fc.constantFrom(undefined, breakGlass),
  myIp: fc.constantFrom(undefined, '203.0.113.7'),
  people: fc.array(randomSituation, { maxLength: 3 }),
  kind: fc.constantFrom('signin', 'identity-center'),
})
type Wish = typeof wishes extends fc.Arbitrary<infer Value> ? Value : never

interface Seen {
  readonly access: ConsoleAccessView
  readonly plan: ChangePlanView
}

async function seen(wish: Wish): Promise<Seen> {
  const scene = new ConsoleAccessScene()
  scene.sessionKind = wish.kind
  const placed = wish.listed.map((input) => scene.control.place(input))
  const raw = wish.conditions.map((condition, index) => ({ sid: `raw-${index}`, condition }))
  const nothing = () => Promise.reject(new RefusalError('not-found', 'There is none.'))
  const reading: Scene = {
    getConsoleAuthorization: ({ targetId = accountId }) =>
      wish.isOn && targetId === accountId
        ? Promise.resolve({ targetId, scope: 'ACCOUNT', consoleAuthorizationEnabled: true })
        : nothing(),
    listPermissionStatements: async (by) => [...(await scene.control.listPermissionStatements(by)), ...raw],
    async getResourcePolicy(by) {
      const { Version, Statement } = await scene.control.getResourcePolicy(by)
      return { Version, Statement: [...Statement, ...wish.policy.Statement] }
    },
  }
  const control = async () => Object.assign(Object.create(scene.control), reading) as SigninControl
  const kept = wish.people.map(({ known }) => ({
    ...{ name: known.name, principal: known.principal.arn },
    ...known.network,
  }))
  const { authorization, add, target } = wish
  const remove = wish.removes ? [...placed, ...raw.map(({ sid }) => sid)] : []
  const viewpoint = { breakGlass: wish.glass, myIp: wish.myIp, kept }
  return asked(scene, { ...scene.dependencies, control }, { authorization, add, remove, target, viewpoint })
}

interface Asked extends Pick<ChangeRequest, 'authorization' | 'add' | 'remove'> {
  readonly target?: string | undefined
  readonly viewpoint?: Viewpoint
}

async function asked(
  scene: ConsoleAccessScene,
  dependencies: ConsoleAccessDependencies,
  { target, viewpoint, ...wish }: Asked,
): Promise<Seen> {
  const request = { ...scene.request(viewpoint), targetId: target, dryRun: true }
  const { plan } = await changeConsoleAccess(dependencies)({ ...request, ...wish }, {}, () => {})
  return { access: await readConsoleAccess(dependencies)(request, {}), plan }
}

const heard = new Set<string>()
function note(said: readonly Said[] | undefined): void {
  for (const id of idsIn(said ?? [])) heard.add(id)
}

describe('what the agent says of console access, in German', () => {
  it('leaves no sentence in English, whatever the policy, the people and the change', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async (wish) => {
        const { access, plan } = await seen(wish)
        const texts = [
          ...accessTexts(spokenAccess(consoleAccessViewSchema.parse(access), sayings)),
          ...planTexts(spokenPlan(changePlanViewSchema.parse(plan), sayings)),
        ]
        expect(englishIn(texts)).toEqual([])
        note([...(access.said ?? []), ...(plan.said ?? [])])
      }),
      // Enough of one row of chances to hear every saying.
      { numRuns: 250, seed: 7 },
    )
  })

  it('knows the past changes and what is wrong with a statement', async () => {
    const scene = new ConsoleAccessScene()
    const sid = scene.control.place(home)
    await scene.change({ authorization: 'on', add: [office], remove: [sid] })
    const [change] = await listConsoleAccessChanges(scene.dependencies)('dev')
    if (change === undefined) throw new Error('there is no change')
    const steps = spokenChange(change, sayings).steps.map(({ text }) => text)
    expect([steps.length > 2, englishIn(steps)]).toEqual([true, []])
    const wrong: PermissionStatementInput = {
      vpcSourceIp: '?',
      sourceIp: '?',
      requestedRegion: '?',
      excludedPrincipal: '?',
    }
    const problems = [
      wrong,
      { sourceVpc: '?', signinSourceVpce: '?' },
      { consoleSourceVpce: 'vpce-0a1b2c3d' },
    ]
      .flatMap(permissionStatementProblems)
      .map(({ said }) => said)
    expect(englishIn(problems.map((said) => spoken(said, sayings)))).toEqual([])
    expect(new Set(idsIn(problems))).toEqual(new Set(Object.keys(statementSayings)))
  })

  it('knows what AWS does not show yet, and what cannot be put back', async () => {
    const before = new ConsoleAccessScene()
    const lost = before.control.place({ signinSourceVpce: 'vpce-0a1b2c3d', requestedRegion: 'eu-central-1' })
    await before.change({ remove: [lost] })
    const undone = await before.undo({ dryRun: true })
    const scene = new ConsoleAccessScene()
    const sid = scene.control.place(home)
    scene.control.lag = 1_000_000
    await passed(scene, scene.change({ add: [office], remove: [sid] }))
    await passed(scene, scene.change({ authorization: 'on' }))
    const { access, plan } = await asked(scene, scene.dependencies, { add: [home] })
    expect([access.unseen.length, plan.warnings.length > 3]).toEqual([3, true])
    for (const view of [plan, undone.plan]) {
      expect(englishIn(planTexts(spokenPlan(view, sayings)))).toEqual([])
      note(view.said)
    }
    expect(englishIn(accessTexts(spokenAccess(access, sayings)))).toEqual([])
    note(access.said)
  })

  it('knows what is said of pictures that AWS never gave', () => {
    const odd = { Effect: 'Maybe', Principal: { AWS: '*' }, Action: ['*'], Resource: '*', Condition: {} }
    const policy = { Version: '2012-10-17', Statement: [odd] }
    const { summary } = policySaid({ accountId, targets: [], statements: [], policy })
    const on = { enabled: true, policy }
    const situations = usualSituations({ accountId, you: undefined, breakGlass: undefined, kept: [] })
    const rows = lockOut({ before: on, after: on, situations })
    const said = [summary, ...refusalsInWords(rows.flatMap(({ because }) => because))]
    expect(englishIn(said.map((one) => spoken(one, sayings)))).toEqual([])
    note(said)
  })

  it('has heard every saying by now', () => {
    const all = Object.keys({ ...policySayings, ...lockOutSayings, ...planSayings })
    expect(all.filter((id) => !heard.has(id))).toEqual([])
  })

  it('shows what it does not know in English, and takes no name of an object for a saying', () => {
    for (const id of ['of-a-newer-agent', 'constructor', '__proto__']) {
      expect(spoken({ id, values: {}, text: 'Something new.' }, sayings)).toBe('Something new.')
    }
    expect(spokenAccess({ ...empty, words: ['Something new.'] }, sayings).words).toEqual(['Something new.'])
  })
})

const empty: ConsoleAccessView = {
  ...{ profile: 'dev', accountId, region: 'eu-central-1', readAt: 0, targets: [], isOn: false },
  ...{ statements: [], words: [], policy: '{}', rows: [], notes: [], unseen: [] },
}
