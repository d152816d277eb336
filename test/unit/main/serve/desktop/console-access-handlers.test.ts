import { beforeEach, describe, expect, it } from 'vitest'
import { changeConsoleAccess } from '../../../../../main/actions/console-access/console-access-change.ts'
import { compareConsoleAccess } from '../../../../../main/actions/console-access/console-access-drift.ts'
import { exportConsoleAccess } from '../../../../../main/actions/console-access/console-access-export.ts'
import { listConsoleAccessChanges } from '../../../../../main/actions/console-access/console-access-history.ts'
import { readConsoleAccess } from '../../../../../main/actions/console-access/console-access-status.ts'
import { undoConsoleAccess } from '../../../../../main/actions/console-access/console-access-undo.ts'
import { keptViewpoints } from '../../../../../main/actions/console-access/console-access-viewpoint.ts'
import { RefusalError } from '../../../../../main/kernel/errors.ts'
import { AccessPlans } from '../../../../../main/serve/desktop/access-plans.ts'
import { consoleAccessHandlers } from '../../../../../main/serve/desktop/console-access-handlers.ts'
import { TaskBoard } from '../../../../../main/serve/desktop/task-board.ts'
import type { AccessWish } from '../../../../../preload/contract/calls-console-access.ts'
import type { TaskView } from '../../../../../preload/contract/task-views.ts'
import {
  accountId,
  breakGlass,
  ConsoleAccessScene,
  home,
  office,
} from '../../../../fakes/console-access-scene.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

const organization = 'o-acme123456'
const officeOn: AccessWish = { kind: 'pieces', authorization: 'on', add: [office], remove: [] }
const onOnly: AccessWish = { ...officeOn, add: [] }
const place = { profile: 'dev', target: null }
const context = { signal: new AbortController().signal }

let scene: ConsoleAccessScene
let looks: (boolean | undefined)[]
let room: ReturnType<typeof opened>
beforeEach(async () => {
  scene = new ConsoleAccessScene()
  looks = []
  room = opened()
  await room.handlers['consoleAccess.keepViewpoint'](
    { profile: 'dev', viewpoint: { breakGlass, myIp: '198.51.100.7', situations: [] } },
    context,
  )
})

function opened() {
  let number = 0
  const uuid = () => `id-${++number}`
  const { grants, ...others } = scene.dependencies
  const dependencies = {
    ...others,
    grants: {
      issue(request: Parameters<typeof grants.issue>[0]) {
        looks.push(request.isLook)
        return grants.issue(request)
      },
    },
  }
  const tasks = new TaskBoard({ uuid, now: () => 0, log: new MemoryLog(), onChange: () => undefined })
  const handlers = consoleAccessHandlers({
    readConsoleAccess: readConsoleAccess(dependencies),
    changeConsoleAccess: changeConsoleAccess(dependencies),
    undoConsoleAccess: undoConsoleAccess(dependencies),
    listConsoleAccessChanges: listConsoleAccessChanges(dependencies),
    exportConsoleAccess: exportConsoleAccess(dependencies),
    compareConsoleAccess: compareConsoleAccess(dependencies),
    viewpoints: keptViewpoints(scene.files, '/state/viewpoints.json'),
    plans: new AccessPlans(uuid),
    tasks,
    asking: () => ({ env: {}, cwd: '/work', relay: [] }),
  })
  return { handlers, tasks }
}

const plan = (wish: AccessWish, target: string | null = null) =>
  room.handlers['consoleAccess.plan']({ ...place, target, wish }, context)
const planned = async (wish: AccessWish, target: string | null = null) => {
  const { plan: id } = await plan(wish, target)
  if (id === null) throw new Error('there is nothing to change')
  return id
}

/** Presses apply, and waits for the end. */
async function apply(id: string, typed: string | null): Promise<NonNullable<TaskView['outcome']>> {
  const { task } = await room.handlers['consoleAccess.apply']({ plan: id, typed }, context)
  const outcome = () => room.tasks.views().find((view) => view.id === task)?.outcome ?? undefined
  await expect.poll(outcome).toBeDefined()
  return outcome() ?? { kind: 'cancelled' }
}

const standing = { on: [accountId], inputs: [office] }
const untouched = { on: [], inputs: [] }

describe('consoleAccess.plan', () => {
  it('sends nothing, and names a plan only where there is something to change', async () => {
    expect(typeof (await plan(officeOn)).plan).toBe('string')
    scene.control.place(office)
    scene.control.turn('on')
    expect((await plan(officeOn)).plan).toBeNull()
    expect(scene.control.sent).toEqual([])
  })

  it('is for the target that was asked for, and refuses what is none (T16)', async () => {
    const { view } = await plan(onOnly, organization)
    expect([
      view.targetId,
      view.confirmation.word,
      view.diff.some((line) => line.includes(organization)),
    ]).toEqual([organization, organization, true])
    for (const target of ['o-acme', '444455556666/..', 'acme', ' ']) {
      await expect(plan(onOnly, target)).rejects.toMatchObject({ code: 'target-invalid' })
    }
    expect(scene.control.sent).toEqual([])
  })

  it('is tried against whom the window keeps for the profile', async () => {
    const { view } = await plan(officeOn)
    expect(view.rows.map(({ name, outcome }) => [name, outcome])).toContainEqual(['you, now', 'loses'])
  })

  it('names the dialog of the window where a terminal has an option', async () => {
    const viewpoint = { breakGlass, myIp: null, situations: [] }
    await room.handlers['consoleAccess.keepViewpoint']({ profile: 'dev', viewpoint }, context)
    const words = [
      ...(await plan(officeOn)).view.warnings.map(({ text }) => text),
      ...(await room.handlers['consoleAccess.read'](place, context)).notes,
    ]
    expect(words.filter((text) => text.includes('--'))).toEqual([])
    expect(words.some((text) => text.includes('under "Who is tried"'))).toBe(true)
  })
})

describe('consoleAccess.apply', () => {
  it('takes the typed id, as people read it out, and sends what was looked at (T16)', async () => {
    const outcome = await apply(await planned(officeOn), '1111 2222 3333')
    expect([outcome.kind, scene.control.standing]).toEqual(['done', standing])
  })

  it.each([null, '', 'yes', '111122223334', organization])(
    'sends nothing that can lock people out for %j (T16)',
    async (typed) => {
      const outcome = await apply(await planned(officeOn), typed)
      expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'consent-denied' } })
      expect([scene.control.sent, scene.control.standing]).toEqual([[], untouched])
    },
  )

  it('wants the organization typed for an organization, and not the account (T16)', async () => {
    const outcome = await apply(await planned(onOnly, organization), accountId)
    expect([outcome.kind, scene.control.sent]).toEqual(['failed', []])
    await apply(await planned(onOnly, organization), organization)
    expect(scene.calls).toEqual([`on ${organization}`])
  })

  it('knows no plan but its own, and each once (T16)', async () => {
    const id = await planned(officeOn)
    const press = (plan: string) => () =>
      room.handlers['consoleAccess.apply']({ plan, typed: accountId }, context)
    expect(press('id-of-another')).toThrow('This plan is not known any more')
    await apply(id, accountId)
    expect(press(id)).toThrow('This plan is not known any more')
    expect(scene.control.standing).toEqual(standing)
  })

  it('sends nothing when what stands there is not what was looked at', async () => {
    const id = await planned(officeOn)
    scene.control.place(home)
    const outcome = await apply(id, accountId)
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'conflict' } })
    expect(scene.control.sent).toEqual([])
  })

  it('sends nothing when somebody else would be locked out than was looked at', async () => {
    const id = await planned(officeOn)
    await room.handlers['consoleAccess.keepViewpoint'](
      { profile: 'dev', viewpoint: { breakGlass: null, myIp: null, situations: [] } },
      context,
    )
    expect(await apply(id, accountId)).toMatchObject({ kind: 'failed', error: { code: 'conflict' } })
    expect(scene.control.sent).toEqual([])
  })

  it('sends a statement with its members in the one order, whatever order a window gives', async () => {
    const turned = { excludedPrincipal: breakGlass, sourceIp: office.sourceIp }
    await apply(await planned({ ...officeOn, authorization: null, add: [turned] }), null)
    expect(scene.calls).toEqual([`put ${JSON.stringify(office)}`])
  })

  it('takes back the change that was chosen, and the last one where none was', async () => {
    for (const input of [office, home]) {
      await apply(await planned({ ...officeOn, authorization: null, add: [input] }), null)
      await scene.clock.advance(1_000)
    }
    const { changes } = await room.handlers['consoleAccess.history']({ profile: 'dev' }, context)
    const first = changes.at(-1)?.id ?? ''
    await apply(await planned({ kind: 'undo', change: first }), null)
    expect(scene.control.standing.inputs).toEqual([home])
    await scene.clock.advance(1_000)
    await apply(await planned({ kind: 'undo', change: null }), null)
    expect(scene.control.standing.inputs).toEqual([])
  })

  it('gives back what a change did, and takes it back by its number', async () => {
    const { task } = await room.handlers['consoleAccess.apply'](
      { plan: await planned(officeOn), typed: accountId },
      context,
    )
    const result = async () => (await room.handlers['consoleAccess.result']({ task }, context)).result
    await expect.poll(result).toMatchObject({ outcome: 'applied' })
    const change = (await result())?.changeId ?? ''
    expect((await apply(await planned({ kind: 'undo', change }), null)).kind).toBe('done')
    expect(scene.control.standing).toEqual(untouched)
  })

  it('says that it failed when AWS refused on the way', async () => {
    scene.control.faults.push(undefined, new RefusalError('insufficient-permissions', 'These keys may not.'))
    expect(await apply(await planned(officeOn), accountId)).toMatchObject({
      kind: 'failed',
      error: { code: 'insufficient-permissions', message: 'These keys may not.' },
    })
    expect(scene.control.standing).toEqual({ on: [], inputs: [office] })
  })

  it('is written down as what it is, and only a look as a look', async () => {
    await room.handlers['consoleAccess.read'](place, context)
    const id = await planned(officeOn)
    expect(new Set(looks)).toEqual(new Set([true]))
    looks = []
    await apply(id, accountId)
    expect(new Set(looks)).toEqual(new Set([undefined]))
  })
})

describe('consoleAccess.check', () => {
  it('judges each statement by the agent’s own rules', async () => {
    const { problems } = await room.handlers['consoleAccess.check'](
      { statements: [office, { sourceVpc: 'vpc-0a1b2c3d' }, { sourceIp: 'here' }] },
      context,
    )
    expect(problems.map((own) => own.map(({ member }) => member))).toEqual([
      [],
      ['requestedRegion'],
      ['sourceIp'],
    ])
  })
})

describe('consoleAccess.export', () => {
  it('gives a file that is the same as what stands there, until that changes', async () => {
    scene.control.place(office)
    const { text } = await room.handlers['consoleAccess.export'](place, context)
    const compare = () =>
      room.handlers['consoleAccess.compare']({ ...place, file: { name: 'kept.json', text } }, context)
    const before = await compare()
    scene.control.place(home)
    expect([before.isSame, (await compare()).isSame]).toEqual([true, false])
  })
})
