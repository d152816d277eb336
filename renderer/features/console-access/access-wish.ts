/**
 * What a person wants of console access, piece by piece, until it is planned.
 *
 * @module
 */
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type {
  ConsoleAccessView,
  PermissionInputView,
} from '../../../preload/contract/console-access-views.ts'

export type Pieces = Extract<AccessWish, { kind: 'pieces' }>

export const noPieces: Pieces = { kind: 'pieces', authorization: null, add: [], remove: [] }

/** The pieces of a wish; an edited file or an undo is another wish, and gives way to the first piece. */
export function piecesOf(wish: AccessWish | undefined): Pieces {
  return wish?.kind === 'pieces' ? wish : noPieces
}

/** A wish for nothing is none. */
function wanted(pieces: Pieces): Pieces | undefined {
  const { authorization, add, remove } = pieces
  return authorization === null && add.length === 0 && remove.length === 0 ? undefined : pieces
}

export function withAuthorization(wish: AccessWish | undefined, authorization: 'on' | 'off' | null) {
  return wanted({ ...piecesOf(wish), authorization })
}

export function withAdded(wish: AccessWish | undefined, input: PermissionInputView) {
  const pieces = piecesOf(wish)
  return wanted({ ...pieces, add: [...pieces.add, input] })
}

export function withoutAdded(wish: AccessWish | undefined, index: number) {
  const pieces = piecesOf(wish)
  return wanted({ ...pieces, add: pieces.add.filter((_, at) => at !== index) })
}

/** A statement goes, or stays after all. */
export function withRemoved(wish: AccessWish | undefined, sid: string, isRemoved: boolean) {
  const pieces = piecesOf(wish)
  const others = pieces.remove.filter((other) => other !== sid)
  return wanted({ ...pieces, remove: isRemoved ? [...others, sid] : others })
}

/** The target that is looked at: the one that was asked for, else the account. */
export function chosenTarget(view: ConsoleAccessView, target: string | null) {
  return view.targets.find(({ targetId }) => targetId === (target ?? view.accountId)) ?? view.targets[0]
}

/** Only what was filled in, without the blanks round it. */
export function filledIn(
  fields: Readonly<Partial<Record<keyof PermissionInputView, string | undefined>>>,
): PermissionInputView {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([member, value]) => (value?.trim() ? [[member, value.trim()]] : [])),
  )
}

export const members = [
  'sourceIp',
  'sourceVpc',
  'signinSourceVpce',
  'consoleSourceVpce',
  'vpcSourceIp',
  'requestedRegion',
  'excludedPrincipal',
] as const satisfies readonly (keyof PermissionInputView)[]
