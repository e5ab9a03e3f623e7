import type { AreasErrorCode } from '@tidu/areas';
import type { CaseloadErrorCode } from '@tidu/caseload';
import type { DeadlinesErrorCode } from '@tidu/deadlines';
import type { EnterprisesErrorCode } from '@tidu/enterprises';
import type { IdentityErrorCode } from '@tidu/identity';
import type { NotificationsErrorCode } from '@tidu/notifications';
import type { PlatformErrorCode } from '@tidu/platform';
import type { QualificationsErrorCode } from '@tidu/qualifications';

export type ErrorCode =
  | PlatformErrorCode
  | IdentityErrorCode
  | EnterprisesErrorCode
  | QualificationsErrorCode
  | AreasErrorCode
  | DeadlinesErrorCode
  | NotificationsErrorCode
  | CaseloadErrorCode;

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** `{name}` is filled from the error's params. */
  readonly detail: string;
}

/** Every refusal that can leave the api: a code that is missing here does not compile. */
export const problemCatalogue: Readonly<Record<ErrorCode, ProblemKind>> = {
  'request.invalid': { status: 400, title: '请求内容有误', detail: '请按标出的字段改正后重试。' },
  'request.not-found': { status: 404, title: '没有这个地址', detail: '请检查链接是否完整。' },
  'request.too-large': { status: 413, title: '内容太大', detail: '文件或内容超过了允许的大小。' },
  'request.unsupported-media-type': { status: 415, title: '格式不受支持', detail: '请用接口文档所列的格式提交。' },
  'request.cursor-invalid': { status: 400, title: '翻页位置无效', detail: '筛选或排序已改变，请从第一页重新开始。' },
  'auth.unauthenticated': { status: 401, title: '请先登录', detail: '没有登录，或登录已经过期。' },
  'auth.forbidden': { status: 403, title: '没有这项权限', detail: '您的角色不能做这件事。' },
  'auth.bad-credentials': {
    status: 401,
    title: '账号或密码不对',
    detail: '请检查后重试；连续输错五次会锁定 15 分钟。',
  },
  'auth.locked': {
    status: 429,
    title: '账号暂时锁定',
    detail: '输错次数太多，请 {minutes} 分钟后再试，或请安全管理员解锁。',
  },
  'auth.too-many-attempts': { status: 429, title: '尝试太频繁', detail: '请一分钟后再试。' },
  'auth.session-ended': { status: 401, title: '登录已结束', detail: '请重新登录。' },
  'people.not-found': { status: 404, title: '没有这个人', detail: '这个人不存在。' },
  'rate.limited': { status: 429, title: '请求太频繁', detail: '请稍后再试。' },
  'precondition.required': { status: 428, title: '缺少 If-Match', detail: '修改前请先读取，并带上读到的版本。' },
  'precondition.failed': { status: 412, title: '内容已被别人改过', detail: '请重新读取后再改，您填写的内容不会丢失。' },
  'idempotency.in-progress': { status: 409, title: '上一次提交还在处理', detail: '同一次提交正在处理，请稍候。' },
  'idempotency.other-body': {
    status: 422,
    title: '同一次提交的内容不同',
    detail: '这个 Idempotency-Key 已用于另一份内容。',
  },
  'service.unavailable': { status: 503, title: '服务暂时不可用', detail: '请稍后再试；已保存的内容不受影响。' },
  internal: { status: 500, title: '出了点问题', detail: '这是我们的问题，请把编号告诉管理员。' },
  'enterprises.not-found': { status: 404, title: '没有这家企业', detail: '这家企业不存在，或不在您的服务范围内。' },
  'enterprises.code-invalid': {
    status: 422,
    title: '统一社会信用代码不对',
    detail: '代码没有通过 GB 32100 校验（{reason}）。',
  },
  'enterprises.code-taken': { status: 409, title: '代码已被使用', detail: '已有企业使用这个统一社会信用代码。' },
  'enterprises.division-unknown': { status: 422, title: '行政区划不存在', detail: '本市没有代码为 {code} 的区划。' },
  'contacts.not-found': { status: 404, title: '没有这个联系人', detail: '这个联系人不存在或已离开。' },
  'contacts.primary-taken': {
    status: 409,
    title: '已有首要联系人',
    detail: '一家企业只有一个首要联系人，请先取消原来的。',
  },
  'imports.not-found': { status: 404, title: '没有这份名单', detail: '这份名单不存在。' },
  'imports.kind-unknown': { status: 422, title: '名单类型不认识', detail: '不支持类型 {kind}。' },
  'imports.options-invalid': { status: 422, title: '名单选项有误', detail: '请按标出的选项改正。' },
  'imports.file-missing': { status: 400, title: '没有文件', detail: '请选择一个 .xlsx 或 UTF-8 的 .csv 文件。' },
  'imports.transition-refused': {
    status: 409,
    title: '现在不能这样做',
    detail: '名单处于“{state}”，可做：{allowed}。',
  },
  'imports.no-rejects': { status: 404, title: '没有退回的行', detail: '这份名单没有退回或存疑的行。' },
  'areas.not-found': { status: 404, title: '没有这个区域', detail: '这个服务区域不存在。' },
  'qualifications.not-found': { status: 404, title: '没有这项资质', detail: '这项资质不存在，或不在您的服务范围内。' },
  'qualifications.programme-unknown': {
    status: 422,
    title: '认定项目不认识',
    detail: '没有项目 {programme}，或该日没有有效版本。',
  },
  'qualifications.period-invalid': { status: 422, title: '有效期有误', detail: '有效期与规则不符：{reason}。' },
  'qualifications.overlap': { status: 409, title: '有效期重叠', detail: '同一项目已有重叠的有效期。' },
  'qualifications.revoked': { status: 409, title: '资质已撤销', detail: '已撤销的资质不能再做这一步。' },
  'qualifications.certificate-invalid': {
    status: 422,
    title: '证书编号格式不对',
    detail: '编号 {certificateNo} 不符合该项目的格式。',
  },
  'deadlines.not-found': { status: 404, title: '没有这个期限', detail: '这个期限不存在，或不在您的服务范围内。' },
  'deadlines.transition-refused': {
    status: 409,
    title: '现在不能这样做',
    detail: '期限处于“{state}”，可做：{allowed}。',
  },
  'sweeps.not-found': { status: 404, title: '没有这次扫描', detail: '这次扫描不存在。' },
  'notifications.not-found': { status: 404, title: '没有这条消息', detail: '这条消息不存在。' },
  'caseload.area-not-found': { status: 422, title: '没有这个区域', detail: '筛选中的区域不存在或不在您的范围内。' },
};
