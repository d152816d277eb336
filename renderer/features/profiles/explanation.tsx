import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { speakerOf } from '../../texts/spoken.ts'
import { Notice } from '../../ui/notice.tsx'
import { SheetPart } from '../../ui/sheet.tsx'
import { Told } from '../../ui/told.tsx'
import css from './profile-sheet.module.css'

type Explained = CallReply<'profiles.explain'>

/** Which source of the profile wins in which tool. */
export function Explanation({ profile }: { readonly profile: string }) {
  const { link } = useApp()
  const { profiles: texts, sayings } = useTexts()
  const [explained, setExplained] = useState<Explained>()
  useEffect(() => {
    let isCurrent = true
    // The sheet's own call says why a profile cannot be read.
    link
      .call('profiles.explain', { profile })
      .then((reply) => isCurrent && setExplained(reply))
      .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [link, profile])
  if (explained === undefined) return null
  const speak = speakerOf(explained.said, sayings)
  return (
    <SheetPart title={texts.explain}>
      {!explained.isSure && <Notice tone="warn">{texts.disagree}</Notice>}
      <ul className={css.settings}>
        {explained.sources.map(({ words, isOurs, file, line, usedBy }) => (
          <li key={`${words} ${file} ${line}`} title={file && line ? texts.line(file, line) : undefined}>
            {speak(words)}
            {isOurs ? ' (Signet)' : ''}: {takenBy(usedBy.map(speak), texts)}
          </li>
        ))}
      </ul>
      <p>
        <bdi>
          <Told text={texts.served(speak(explained.served))} />
        </bdi>
      </p>
    </SheetPart>
  )
}

/** The AWS CLI and Python, JavaScript, Go, Java, Rust. */
const families = 5

function takenBy(usedBy: readonly string[], texts: ReturnType<typeof useTexts>['profiles']): string {
  if (usedBy.length >= families) return texts.takenByAll
  return usedBy.length === 0 ? texts.takenByNone : texts.takenBy(usedBy.join(', '))
}
