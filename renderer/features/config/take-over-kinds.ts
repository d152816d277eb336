import type { TakeOverKind } from '../../../preload/contract/config-views.ts'

export const takeOverKinds = [
  'sign-ins',
  'move-keys',
  'restore-keys',
] as const satisfies readonly TakeOverKind[]
