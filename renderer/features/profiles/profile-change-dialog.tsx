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
  /** How many lines there are, where `diff` is cut. */
  readonly lines?: number
}

export interface ProfileChangeDialogProps {
  readonly title: string
  /** What is asked for before the change: fields, words. */
  readonly children?: ReactNode
  /** What would change in the files; asked again when `previewKey` changes. Undefined: nothing to show yet. */
  readonly preview: () => Promise<readonly FilePreview[]> | undefined
  readonly previewKey: string
  /** Production profiles: the name of each is to be typed. */
  readonly typedNames?: readonly string[]
  readonly submit: string
  readonly isDangerous?: boolean
  readonly isReady?: boolean
  /** @param typed - What was typed for each of `typedNames`. */
  readonly onSubmit: (typed: readonly string[]) => Promise<void>
}

/** A change of a profile: what it would do to the files, then the press that does it. */
export function ProfileChangeDialog(props: ProfileChangeDialogProps) {
  const { view } = useApp()
  const { profiles, selection, frame } = useTexts()
  const { typedNames = [], previewKey } = props
  const [files, setFiles] = useState<readonly FilePreview[]>()
  const [error, setError] = useState<ErrorView>()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
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
  const words = typedNames.map((name) => typed[name]?.trim() ?? '')
  const isTyped = words.every((word, index) => word === typedNames[index])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    props.onSubmit(words).catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  return (
    <Dialog title={props.title} onClose={() => view.setState({ dialog: undefined })}>
      <form className={css.form} onSubmit={submit}>
        {props.children}
        {files
          ?.filter(({ diff }) => diff.length > 0)
          .map(({ path, diff, lines = diff.length }) => (
            <figure key={path}>
              <figcaption className={css.path}>
                {path}
                {lines > diff.length && ` · ${selection.diffCut(diff.length, lines)}`}
              </figcaption>
              <Diff lines={diff} label={path} />
            </figure>
          ))}
        {typedNames.map((name, index) => (
          <Field
            key={name}
            label={profiles.typedProduction(name)}
            value={typed[name] ?? ''}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            autoFocus={index === 0}
            isCode
          />
        ))}
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
