import type { FigureDeclaration, Formula } from '@toancanh/figures';
import { figureOfNow, PERCENT } from '../pack-figure.js';
import { componentOf } from './index766/components.js';
import { indexOf } from './index766/index-of.js';
import { PUBLISHED_INDICES } from './reports/published-index.js';

const CENTRES = { vi: 'Trung tâm phục vụ hành chính công', en: 'Public service centres' };
const OFFICE = { vi: 'Văn phòng UBND', en: 'Office of the people’s committee' };
const POLICE = { vi: 'Công an (Tổ Đề án 06)', en: 'Police (Project 06)' };
const BOOK = {
  vi: 'Hồ sơ một cửa; QĐ 766/QĐ-TTg',
  en: 'Dossiers of the one-stop shops; Decision 766/QĐ-TTg',
};
const REPORTED = { vi: 'Báo cáo của đơn vị; QĐ 766/QĐ-TTg', en: 'Reports of the units; Decision 766/QĐ-TTg' };
const PROJECT_06 = { vi: 'QĐ 06/QĐ-TTg (Đề án 06)', en: 'Decision 06/QĐ-TTg (Project 06)' };

const domain = 'administration';

/** The components of the index that steps of dossiers tell, by the counts that stand for them. */
const MEASURED = [
  { code: 'ON_TIME', n: 'dossiers_on_time', d: 'dossiers_counted' },
  { code: 'ONLINE_FILED', n: 'dossiers_online', d: 'dossiers_counted' },
  { code: 'PAID_DOSSIERS', n: 'dossiers_paid_online', d: 'dossiers_with_fee' },
  { code: 'ORIGINAL_RESULT_AVAILABLE', n: 'dossiers_signed', d: 'dossiers_ended' },
] as const;

/**
 * Of the points of Decision 766 that the components known here are worth, how many are reached, in percent. The index has
 * 21 components: this is no total of it.
 */
export const INDEX_766_MEASURED: Formula = {
  name: 'index-766-measured',
  inputs: MEASURED.flatMap(({ n, d }) => [
    { metric: n, stat: 'sum' as const },
    { metric: d, stat: 'sum' as const },
  ]),
  of: (values) => {
    if (!values[1]) return null;
    const counts = Object.fromEntries(
      MEASURED.map(({ code }, index) => [code, { n: values[2 * index] ?? 0, d: values[2 * index + 1] ?? 0 }]),
    );
    const attainable = MEASURED.reduce((sum, { code }) => sum + (componentOf(code)?.max ?? 0), 0);
    return (100 * indexOf(counts).total) / attainable;
  },
};

/** What others publish once a year about the province, as last published: value and rank are entered. */
const PUBLISHED: readonly FigureDeclaration[] = PUBLISHED_INDICES.map(
  ({ code, title, publisher, targetRank }) => ({
    id: code.toLowerCase(),
    domain,
    title: { vi: `${code}: ${title.vi}`, en: `${code}: ${title.en}` },
    unit: 'điểm',
    digits: 2,
    better: 'higher',
    min: 0,
    max: 1_000,
    owner: OFFICE,
    source: { vi: `${publisher} công bố hằng năm`, en: `Published yearly by ${publisher}` },
    period: 'year',
    delayDays: 180,
    areas: ['province'],
    targets: [{ from: '2020-01-01', rank: targetRank }],
  }),
);

export const ADMINISTRATION_FIGURES: readonly FigureDeclaration[] = [
  figureOfNow(
    {
      ...{
        id: 'dossiers-on-time',
        domain,
        title: { vi: 'Hồ sơ đúng hạn', en: 'Dossiers on time' },
        ...PERCENT,
      },
      ...{ of: 'dossiers_on_time', to: 'dossiers_judged' },
    },
    CENTRES,
    BOOK,
  ),
  figureOfNow(
    {
      ...{
        id: 'dossiers-online',
        domain,
        title: { vi: 'Hồ sơ trực tuyến', en: 'Dossiers online' },
        ...PERCENT,
      },
      ...{ of: 'dossiers_online', to: 'dossiers_counted' },
    },
    CENTRES,
    BOOK,
  ),
  figureOfNow(
    {
      ...{ id: 'dossiers-paid-online', domain, ...PERCENT },
      title: { vi: 'Thanh toán trực tuyến', en: 'Paid online' },
      ...{ of: 'dossiers_paid_online', to: 'dossiers_with_fee' },
    },
    CENTRES,
    BOOK,
  ),
  {
    ...{ id: 'index-766-measured', domain, ...PERCENT, better: 'higher', period: 'hour' },
    title: { vi: 'Chỉ số 766, phần đo được', en: 'Index 766, measured part' },
    owner: OFFICE,
    source: {
      vi: 'QĐ 766/QĐ-TTg: 4 trong 21 thành phần, % số điểm tối đa',
      en: 'Decision 766/QĐ-TTg: 4 of 21 components, % of their points',
    },
    compute: { span: '1m', every: '1d', formula: INDEX_766_MEASURED.name },
  },
  figureOfNow(
    {
      ...{ id: 'digitised', domain, title: { vi: 'Hồ sơ số hóa', en: 'Digitised' }, ...PERCENT },
      of: 'digitised_share',
    },
    CENTRES,
    REPORTED,
  ),
  figureOfNow(
    {
      ...{ id: 'reused', domain, title: { vi: 'Tái sử dụng dữ liệu', en: 'Data reused' }, ...PERCENT },
      of: 'reused_share',
    },
    CENTRES,
    REPORTED,
  ),
  figureOfNow(
    {
      ...{ id: 'satisfied', domain, title: { vi: 'Hài lòng', en: 'Satisfied' }, ...PERCENT },
      of: 'satisfied_share',
    },
    CENTRES,
    REPORTED,
  ),
  figureOfNow(
    {
      ...{ id: 'eid-accounts', domain, ...PERCENT },
      title: { vi: 'CCCD có tài khoản định danh', en: 'Chip IDs with an e-ID' },
      ...{ of: 'eid_accounts', to: 'chip_id_holders' },
    },
    POLICE,
    PROJECT_06,
  ),
  figureOfNow(
    {
      ...{ id: 'eid-activated', domain, ...PERCENT },
      title: { vi: 'Định danh đã kích hoạt', en: 'E-IDs activated' },
      ...{ of: 'eid_activated', to: 'eid_accounts' },
    },
    POLICE,
    PROJECT_06,
  ),
  {
    id: 'index-766',
    domain,
    title: { vi: 'Chỉ số 766 công bố', en: 'Index 766, published' },
    unit: 'điểm',
    digits: 2,
    better: 'higher',
    min: 0,
    max: 100,
    owner: OFFICE,
    source: { vi: 'Cổng Dịch vụ công quốc gia', en: 'National public service portal' },
    period: 'month',
    delayDays: 15,
  },
  ...PUBLISHED,
];
