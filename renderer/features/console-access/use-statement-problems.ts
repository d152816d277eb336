import { useEffect, useState } from 'react'
import type { PermissionInputView } from '../../../preload/contract/console-access-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { spoken } from '../../texts/spoken.ts'

export type Problems = Readonly<Partial<Record<keyof PermissionInputView, string>>>

const restInMilliseconds = 250
const noProblems: Problems = {}

/** What the model says about a statement that is being typed, by the agent's own rules. Undefined: not looked at yet. */
export function useStatementProblems(input: PermissionInputView): Problems | undefined {
  const { link } = useApp()
  const { sayings } = useTexts()
  const key = JSON.stringify(input)
  const [found, setFound] = useState<{ key: string; problems: Problems }>()
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      link
        .call('consoleAccess.check', { statements: [JSON.parse(key) as PermissionInputView] })
        .then(({ problems: [own = []] }) => {
          const problems = Object.fromEntries(
            own.map(({ member, text, said }) => [member, spoken(said ?? text, sayings)]),
          )
          if (isCurrent) setFound({ key, problems })
        })
        // The plan says what is wrong too, later.
        .catch(() => isCurrent && setFound({ key, problems: noProblems }))
    }, restInMilliseconds)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [link, key, sayings])
  return found?.key === key ? found.problems : undefined
}
