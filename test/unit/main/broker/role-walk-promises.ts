/**
 * What is promised of a whole walk: its pace while it goes, and that all is well again once the world is.
 *
 * @module
 */
import { expect } from 'vitest'
import type { AppError } from '../../../../main/kernel/errors.ts'
import { SessionError } from '../../../../main/kernel/errors.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { hour, type Profile } from './role-walk-steps.ts'
import { clientOf, identityCenterOf, type World } from './role-walk-world.ts'

/** What every moment so far has kept. */
export function checkSoFar(world: World): void {
  if (world.broken.length > 0) throw world.broken[0]
  const { center, process, isEven } = world
  expect(center.mostRefreshesInFlight, 'two refreshes in flight').toBeLessThanOrEqual(1)
  const own = center.rotations.slice(process.rotations)
  for (const all of Object.values(Object.groupBy(own, ({ name }) => name))) {
    const times = (all ?? []).map(({ at }) => at)
    const within = (milliseconds: number, most: number) =>
      times.every((at, n) => (times[n + most] ?? Number.POSITIVE_INFINITY) - at >= milliseconds)
    expect(within(60_000, isEven ? 1 : 3), `refreshed too often (R9): ${times}`).toBe(true)
    expect(within(600_000, 24), `refreshed too often (R9): ${times}`).toBe(true)
  }
}

/** Network, disk and AWS are well again; time passes; everyone asks. */
export async function heal(world: World): Promise<void> {
  const { aws, center, clock, endings, mayEndTwice, session } = world
  Object.assign(aws, { fault: 'none', latencyInMilliseconds: 0 })
  Object.assign(center, { fault: 'none', portalFault: undefined, latencyInMilliseconds: 0 })
  Object.assign(center, { accessTokenSeconds: 3600, roleSeconds: 3600 })
  center.unassigned.clear()
  world.process.vault.isWritable = true
  world.stall(false)
  await clock.advance(20 * 60_000)
  for (const profile of ['read', 'write'] as const) await healed(world, profile)
  if (!mayEndTwice.has(clientOf(session)))
    expect(endings.get(clientOf(session)) ?? 0, 'notices of one ending').toBeLessThanOrEqual(1)
  await clock.advance(40 * 60_000)
  expect(clock.scheduled, 'timers while nobody asks').toBe(0)
}

async function healed(world: World, profile: Profile): Promise<void> {
  const { center, clock, session } = world
  const wasOpen = center.isOpen(session)
  let answer = await settled(world, profile)
  if (!wasOpen && answer === 'served') {
    // What a role was given lives on to its own end.
    await clock.advance(12.1 * hour)
    answer = await settled(world, profile)
  }
  if (!wasOpen) expect(answer, 'AWS ended it').toBeInstanceOf(SessionError)
  else if (answer !== 'served') {
    world.outcomes.lost += 1
    const wasLost = !center.reuse && isLost(world, session)
    expect(
      world.mayBeLost.has(clientOf(session)) || wasLost,
      `lost a session that AWS has not ended: ${answer}`,
    ).toBe(true)
    const onDisk = identityCenterOf(world.disk.contents.sessions)
    expect(onDisk && center.takes(onDisk), 'had a good token').not.toBe(true)
  }
}

/** Whether the reply to a rotation never arrived. */
function isLost({ center }: World, session: IdentityCenterSession): boolean {
  return [...center.lostRotations].some((name) => `client-${name.split(' ')[1]}` === clientOf(session))
}

async function settled(world: World, profile: Profile): Promise<'served' | AppError> {
  const asked = world.judge(profile)
  await settle()
  return asked
}
