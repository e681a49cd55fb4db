/** Below a session's region: asks AWS which region knows the start URL, and offers it. */
import { partitionOfStartUrl } from '../../shared/aws-hosts.ts'
import { checkStartUrl } from '../../shared/names.ts'
import { findRegion, regions } from '../../shared/regions.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import { ErrorBox } from '../parts/error-box.tsx'
import styles from './form.module.css'
import { useRegionFinder, type RegionFinder } from './use-region-finder.ts'

interface Props {
  readonly startUrl: string
  /** The one that is chosen now. */
  readonly region: string
  readonly atOnce: boolean
  readonly onFound: (region: string) => void
}

export function FindRegion({ startUrl, region, atOnce, onFound }: Props) {
  const finder = useRegionFinder(startUrl, atOnce)
  const isAsking = finder.status === 'asking'
  return (
    <div className={styles['finder']}>
      <div className={styles['line']}>
        <Button
          size="small"
          icon="search"
          pending={isAsking}
          disabled={checkStartUrl(startUrl) !== null}
          onClick={finder.find}
        >
          {isAsking ? `Asking ${regionsToAsk(startUrl)}…` : 'Find the region'}
        </Button>
        {isAsking && (
          <Button size="small" variant="ghost" onClick={finder.close}>
            Stop
          </Button>
        )}
      </div>
      <div role="status">
        {finder.answer && <Outcome finder={finder} answer={finder.answer} region={region} onFound={onFound} />}
      </div>
    </div>
  )
}

function regionsToAsk(startUrl: string): string {
  const partition = partitionOfStartUrl(startUrl)
  const count = regions.filter((each) => each.partition === partition).length
  return `${count} ${count === 1 ? 'region' : 'regions'}`
}

function Outcome({
  finder,
  answer,
  region: chosen,
  onFound,
}: {
  readonly finder: RegionFinder
  readonly answer: NonNullable<RegionFinder['answer']>
} & Pick<Props, 'region' | 'onFound'>) {
  const close = (
    <Button size="small" variant="ghost" onClick={finder.close}>
      Close
    </Button>
  )
  if (!answer.ok) return <ErrorBox problem={answer.error} actions={close} />
  const { region, silent } = answer.value
  if (region === null) {
    return (
      <Note tone="warn" title="No region knows this start URL" actions={close}>
        {silent > 0
          ? `${silent} of them did not answer. Ask them again, or check the start URL.`
          : 'Check the start URL: your access portal shows it, and your administrator knows it.'}
      </Note>
    )
  }
  const name = findRegion(region)?.name
  const title = `${region}${name === undefined ? '' : `, ${name},`} knows this start URL`
  if (region === chosen)
    return (
      <Note tone="ok" title={title} actions={close}>
        It is the region that is set.
      </Note>
    )
  return (
    <Note
      tone="ok"
      title={title}
      actions={
        <>
          {close}
          <Button size="small" variant="primary" onClick={() => onFound(region)}>
            Use it
          </Button>
        </>
      }
    />
  )
}
