import { useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import { useApp } from '../../app-context.tsx'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { ProfileChangeDialog } from '../profiles/profile-change-dialog.tsx'
import { changeFrom, changeKey } from './change-key.ts'
import css from './undo-config-dialog.module.css'

/** A file as it was before one of Signet's changes: what that takes back, and then the press that does it. */
export function UndoConfigDialog({ about }: { readonly about: string | undefined }) {
  const { link, view, texts } = useApp()
  const { undo, unnoted } = texts.config
  const change = changeFrom(about)
  const [preview, setPreview] = useState<CallReply<'config.undo'>>()
  const isUnchanged = preview?.outcome === 'unchanged'
  return (
    <ProfileChangeDialog
      title={undo.title}
      previewKey={changeKey(change)}
      preview={async () => {
        const found = await link.call('config.undo', { ...change, dryRun: true })
        setPreview(found)
        return [{ path: found.path, diff: found.diff }]
      }}
      submit={undo.submit}
      isReady={preview !== undefined && !isUnchanged}
      onSubmit={async () => {
        const { path } = await link.call('config.undo', { ...change, dryRun: false })
        view.setState({ dialog: undefined })
        toastDone(view, undo.done(path), {
          title: undo.again,
          run: () =>
            view.setState({
              dialog: { name: 'undo-config', about: changeKey({ file: change.file, number: 1 }) },
            }),
        })
      }}
    >
      {preview && isUnchanged && <Notice tone="ok">{undo.unchanged}</Notice>}
      {preview && !isUnchanged && (
        <div className={css.words}>
          <p>{undo.takesBack(preview.commands.length)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <ul tabIndex={0} aria-label={undo.takesBack(preview.commands.length)}>
            {preview.commands.map((command, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one command may stand there twice
              <li key={index}>
                {command === null ? unnoted : <code className={css.command}>signet {command}</code>}
              </li>
            ))}
          </ul>
          {preview.effects.length > 0 && (
            <>
              <p>{undo.effects}</p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
              <ul tabIndex={0} aria-label={undo.effects}>
                {preview.effects.map((effect) => (
                  <li key={effect}>
                    <bdi>
                      <AgentSentence text={effect} />
                    </bdi>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className={css.hint}>{undo.hint}</p>
        </div>
      )}
    </ProfileChangeDialog>
  )
}
