import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Diff } from '../../ui/diff.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import css from './profile-change-dialog.module.css'

export interface FilePreview {
  readonly path: string
  readonly diff: readonly string[]
}

export interface ProfileChangeDialogProps {
  readonly title: string
  /** What is asked for before the change: fields, words. */
  readonly children?: ReactNode
  /** What would change in the files; asked again when `previewKey` changes. Undefined: nothing to show yet. */
  readonly preview: () => Promise<readonly FilePreview[]> | undefined
  readonly previewKey: string
  /** A production profile: its name is to be typed. */
  readonly typedName?: string | undefined
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isReady?: boolean
  readonly onSubmit: (typed: string | null) => Promise<void>
}

/** A change of a profile: what it would do to the files, then the press that does it. */
export function ProfileChangeDialog(props: ProfileChangeDialogProps) {
  const { view } = useApp()
  const { profiles, frame } = useTexts()
  const { typedName, previewKey } = props
  const [files, setFiles] = useState<readonly FilePreview[]>()
  const [error, setError] = useState<ErrorView>()
  const [typed, setTyped] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when another preview is wanted
  useEffect(() => {
    let isCurrent = true
    setFiles(undefined)
    setError(undefined)
    props
      .preview()
      ?.then((found) => isCurrent && setFiles(found))
      .catch((thrown: unknown) => isCurrent && setError(errorOf(thrown)))
    return () => {
      isCurrent = false
    }
  }, [previewKey])
  const isTyped = typedName === undefined || typed.trim() === typedName
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    props
      .onSubmit(typedName === undefined ? null : typed.trim())
      .catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  return (
    <Dialog title={props.title} onClose={() => view.setState({ dialog: undefined })}>
      <form className={css.form} onSubmit={submit}>
        {props.children}
        {files
          ?.filter(({ diff }) => diff.length > 0)
          .map(({ path, diff }) => (
            <figure key={path}>
              <figcaption className={css.path}>{path}</figcaption>
              <Diff lines={diff} label={path} />
            </figure>
          ))}
        {typedName !== undefined && (
          <Field
            label={profiles.typedProduction(typedName)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoFocus
            isCode
          />
        )}
        {error && <ErrorNotice error={error} />}
        <div className={css.buttons}>
          <Button onClick={() => view.setState({ dialog: undefined })}>{frame.cancel}</Button>
          <Button
            look={props.isDangerous ? 'danger' : 'primary'}
            type="submit"
            disabled={!isTyped || props.isReady === false}
          >
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
