import { Told } from '../../ui/told.tsx'

/** What is known, each with its title; what is not is left out. */
export function FactList({
  rows,
  className,
}: {
  readonly rows: readonly (readonly [title: string, text: string | null | undefined])[]
  readonly className: string | undefined
}) {
  return (
    <dl className={className}>
      {rows.map(([title, text]) =>
        text ? (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <bdi>
                <Told text={text} />
              </bdi>
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
