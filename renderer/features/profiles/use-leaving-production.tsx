import { type ReactNode, useState } from 'react'
import { mostTypedNames } from '../../../preload/contract/calls-profiles.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useTexts } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Notice } from '../../ui/notice.tsx'

/**
 * Production profiles among several: each keeps its guard, so its name is typed, or it is left out.
 *
 * @returns Those that are meant, and the words and the choice for the dialog. `names` and `typed` are of what the agent said
 * to be guarded.
 */
export function useLeavingProduction(profiles: readonly ProfileView[]): {
  readonly meant: readonly ProfileView[]
  readonly choice: (guarded: readonly string[]) => ReactNode
  readonly canType: (guarded: readonly string[]) => boolean
} {
  const { selection } = useTexts()
  const production = profiles.filter(({ isProduction }) => isProduction).length
  const [isLeaving, setLeaving] = useState(production > mostTypedNames)
  const canType = (guarded: readonly string[]) => guarded.length <= mostTypedNames
  return {
    meant: isLeaving ? profiles.filter(({ isProduction }) => !isProduction) : profiles,
    canType,
    choice: (guarded) =>
      production > 0 && (
        <>
          <CheckBox label={selection.leaveProduction(production)} isOn={isLeaving} onChange={setLeaving} />
          {!canType(guarded) && (
            <Notice tone="warn">{selection.tooManyGuarded(guarded.length, mostTypedNames)}</Notice>
          )}
        </>
      ),
  }
}
