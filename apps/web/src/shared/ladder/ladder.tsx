import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Qualification, Tier, TierSegment } from '../api/types';
import { dueInWords, shortDay } from '../days';
import { useDayWords } from '../parts/days-left';
import { useToday } from '../who';
import { isYearly, layOutLadder, textWidth, type HeldTier, type LadderLayout, type LadderTitle } from './ladder-layout';
import styles from './ladder.module.css';

interface LadderProps {
  segments: readonly TierSegment[];
  qualifications: readonly Qualification[];
  tierOf: (programme: string) => Tier;
  shortTitleOf: (programme: string) => string;
}

const height = 272;
const drawnWidth = 872;

/** The record's ladder: x is time, y is the rung. Reads as one picture with a sentence for those who do not see it. */
export function Ladder({ segments, qualifications, tierOf, shortTitleOf }: LadderProps) {
  const { t } = useTranslation();
  const today = useToday();
  const say = useDayWords();
  const [width, box] = useWidth(drawnWidth);
  const ids = useId();

  const titles = useLadderTitles(qualifications, tierOf, shortTitleOf);
  const layout = useMemo(
    () => layOutLadder({ today, width, height, segments, titles }),
    [today, width, segments, titles],
  );
  const { axis, todayX, held, expiry, drop } = layout;
  const todayText = t('ladder.today', { day: shortDay(today, today) });
  const todayWidth = textWidth(todayText) + 12;

  return (
    <div ref={box} className={styles['box']}>
      <svg
        className={styles['ladder']}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={useSentence(segments)}
      >
        <defs>
          <Hatch id={`${ids}-loss`} className={styles['hatch-loss']} />
          <Hatch id={`${ids}-soon`} className={styles['hatch-soon']} />
          <Hatch id={`${ids}-unsure`} className={styles['hatch-unsure']} />
        </defs>

        {layout.rungs.map(({ tier, y }) => (
          <g key={tier}>
            <line x1={axis.left} x2={axis.right} y1={y} y2={y} className={styles['rung']} />
            <RungLabel tier={tier} y={y} isHeld={tier === held.tier} text={t(`tier.${tier}`)} />
          </g>
        ))}

        {layout.fills.map((f) => (
          <g key={`${f.y1}-${f.x1}`} data-tier={f.tier} className={styles['tier']}>
            <rect x={f.x1} y={f.y1} width={f.x2 - f.x1} height={f.y2 - f.y1} className={styles['fill']} />
            {f.isCertain ? null : (
              <rect x={f.x1} y={f.y1} width={f.x2 - f.x1} height={f.y2 - f.y1} fill={`url(#${ids}-unsure)`} />
            )}
          </g>
        ))}
        {layout.losses.map((l) => (
          <rect key={l.x1} x={l.x1} y={l.y1} width={l.x2 - l.x1} height={l.y2 - l.y1} fill={`url(#${ids}-loss)`} />
        ))}
        {layout.lastDays === null ? null : <Box {...layout.lastDays} fill={`url(#${ids}-soon)`} />}

        <line x1={axis.left} x2={axis.right} y1={axis.base} y2={axis.base} className={styles['base']} />
        {layout.years.map(({ year, x, isLabelled }) => (
          <g key={year}>
            <line x1={x} x2={x} y1={axis.base} y2={axis.base + 5} className={styles['base']} />
            {isLabelled ? (
              <text x={x + 4} y={axis.base + 14} className={styles['year']}>
                {year}
              </text>
            ) : null}
          </g>
        ))}
        {layout.unknown === null ? null : (
          <line
            x1={layout.unknown.x1}
            x2={layout.unknown.x2}
            y1={axis.base}
            y2={axis.base}
            className={styles['unknown']}
          />
        )}

        {layout.renewals.map((r) => (
          <line key={r.x} x1={r.x} x2={r.x} y1={r.y1} y2={r.y2} data-tier={r.tier} className={styles['renewal']} />
        ))}
        {layout.rings.map((ring) => (
          <circle key={ring.id} cx={ring.x} cy={ring.y} r={3.6} data-tier={ring.tier} className={styles['ring']} />
        ))}
        {layout.stairs.map((stair, i) => (
          <polyline key={i} points={points(stair.points)} data-tier={stair.tier} className={styles['stair']} />
        ))}
        {layout.forecast.map((part, i) => (
          <polyline
            key={i}
            points={points(part.points)}
            data-tier={held.tier}
            className={part.isFall ? styles['fall'] : styles['stays']}
          />
        ))}

        {layout.labels.map((label) => (
          <text key={label.id} x={label.x} y={label.y} data-tier={label.tier} className={styles['label']}>
            {label.lines.map((line, i) => (
              <tspan
                key={line}
                x={label.x}
                dy={i === 0 ? 0 : 16}
                className={i === 0 ? styles['label-head'] : undefined}
              >
                {line}
              </tspan>
            ))}
          </text>
        ))}
        {layout.gaps.map((gap) => (
          <Gap key={gap.x} {...gap} text={t('ladder.gap', { count: gap.days })} />
        ))}

        <line x1={todayX} x2={todayX} y1={42} y2={axis.base} className={styles['today']} />
        <rect x={todayX - todayWidth} y={42} width={todayWidth} height={19} rx={2} className={styles['today-flag']} />
        <text x={todayX - todayWidth / 2} y={56} textAnchor="middle" className={styles['today-text']}>
          {todayText}
        </text>
        <circle cx={todayX} cy={held.y} r={6} data-tier={held.tier} className={styles['now']} />

        {expiry === null ? null : (
          <ExpiryNote
            layout={layout}
            text={t('ladder.expires', { day: shortDay(today, expiry.day), left: say(dueInWords(today, expiry.day)) })}
          />
        )}
        {drop === null ? null : (
          <DropNote
            layout={layout}
            head={t('ladder.unlessRenewed')}
            text={t('ladder.dropsTo', { day: shortDay(today, drop.day), tier: t(`tier.${drop.tier}`) })}
          />
        )}
      </svg>
    </div>
  );
}

function useWidth(initial: number): [number, React.RefObject<HTMLDivElement | null>] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0)
        setWidth(Math.max(320, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, box];
}

function useLadderTitles(
  qualifications: readonly Qualification[],
  tierOf: (programme: string) => Tier,
  shortTitleOf: (programme: string) => string,
): LadderTitle[] {
  const { t } = useTranslation();
  return qualifications.flatMap((q) => {
    const tier = tierOf(q.programme);
    // A title that was overtaken before it took effect covers no day.
    if (tier === 'none' || (q.effectiveTo !== null && q.effectiveTo < q.effectiveFrom)) return [];
    const isFirst = !qualifications.some((o) => o.programme === q.programme && o.effectiveFrom < q.effectiveFrom);
    const head = t(isFirst ? 'ladder.first' : 'ladder.again', {
      day: q.effectiveFrom,
      title: shortTitleOf(q.programme),
    });
    const until = q.validTo === null ? t('ladder.noEnd') : t('ladder.until', { day: q.validTo });
    return [
      {
        id: q.id,
        programme: q.programme,
        tier: tier,
        effectiveFrom: q.effectiveFrom,
        effectiveTo: q.effectiveTo,
        countsTo: q.countsTo,
        // Rings stand where a second line would.
        labels: isYearly(q)
          ? [[t('ladder.yearly', { head })], [head], [q.effectiveFrom]]
          : [[head, until], [q.effectiveFrom, shortTitleOf(q.programme)], [q.effectiveFrom.slice(0, 7)]],
      },
    ];
  });
}

function useSentence(segments: readonly TierSegment[]): string {
  const { t } = useTranslation();
  const told = segments.map((s) => t('ladder.from', { day: s.from, tier: t(`tier.${s.tier}`) }));
  return told.length === 0 ? t('ladder.sentenceNone') : t('ladder.sentence', { parts: told.join(t('list.semicolon')) });
}

function RungLabel({ tier, y, isHeld, text }: { tier: HeldTier; y: number; isHeld: boolean; text: string }) {
  const filled = ['sme', 'high-tech', 'strong', 'listed'].indexOf(tier) + 1;
  return (
    <g data-tier={tier} className={styles['tier']}>
      {[4, 6.5, 9, 12].map((h, i) => (
        <rect
          key={h}
          x={3 + i * 4}
          y={y + 4 - h}
          width={3}
          height={h}
          rx={0.6}
          className={i < filled ? styles['bar'] : styles['bar-empty']}
        />
      ))}
      <text x={24} y={y + 5} className={isHeld ? styles['rung-held'] : styles['rung-name']}>
        {text}
      </text>
    </g>
  );
}

function Hatch({ id, className }: { id: string; className: string | undefined }) {
  return (
    <pattern
      id={id}
      width={7}
      height={7}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      className={className}
    >
      <rect width={7} height={7} className={styles['hatch-ground']} />
      <line x1={0} y1={0} x2={0} y2={7} className={styles['hatch-line']} />
    </pattern>
  );
}

function Box({ x1, x2, y1, y2, fill }: { x1: number; x2: number; y1: number; y2: number; fill: string }) {
  return <rect x={x1} y={y1} width={x2 - x1} height={y2 - y1} fill={fill} />;
}

function Gap({ x, y, text }: { x: number; y: number; text: string }) {
  return (
    <g className={styles['gap']}>
      <line x1={x} x2={x} y1={y - 12} y2={y - 2} />
      <path d={`M${x} ${y - 27} l5.5 10 h-11 Z`} />
      <text x={x + 10} y={y - 17}>
        {text}
      </text>
    </g>
  );
}

/** Above the line, to the right of today where there is room for it. */
function ExpiryNote({ layout, text }: { layout: LadderLayout; text: string }) {
  const { axis, todayX, expiry, held } = layout;
  const width = textWidth(text, 12.5) + 36;
  const x = Math.min(Math.max(todayX + 9, (expiry?.x ?? 0) - width / 2), axis.right - width);
  const y = held.y - 37;
  return (
    <g className={styles['expiry']}>
      <rect x={x} y={y} width={width} height={23} rx={4} />
      <circle cx={x + 13} cy={y + 11.5} r={5} />
      <path d={`M${x + 13} ${y + 11.5} v-5 a5 5 0 0 1 5 5 Z`} />
      <text x={x + 24} y={y + 16}>
        {text}
      </text>
    </g>
  );
}

function DropNote({ layout, head, text }: { layout: LadderLayout; head: string; text: string }) {
  const { axis, drop } = layout;
  const width = Math.max(textWidth(head), textWidth(text)) + 18;
  if (drop === null) return null;
  const x = drop.x + 8 + width <= axis.right ? drop.x + 8 : drop.x - 8 - width;
  const y = drop.y + 7;
  return (
    <g className={styles['drop']}>
      <rect x={x} y={y} width={width} height={37} rx={3} />
      <text x={x + 9} y={y + 15} className={styles['drop-head']}>
        {head}
      </text>
      <text x={x + 9} y={y + 30}>
        {text}
      </text>
    </g>
  );
}

function points(list: readonly (readonly [number, number])[]): string {
  return list.map(([x, y]) => `${x},${y}`).join(' ');
}
