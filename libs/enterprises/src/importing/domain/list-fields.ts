/** What a column of a list can hold, by kind of list. */
const identityFields = ['name', 'uscc', 'city', 'district', 'zone', 'address'] as const;

export const listFields = {
  enterprises: [
    ...identityFields,
    'chain',
    'registeredOn',
    'contactName',
    'contactPhone',
    'contactEmail',
    'contactPosition',
  ],
  recognition: [...identityFields, 'programme', 'certificateNo', 'issuedOn', 'validFrom', 'validTo', 'batch', 'source'],
} as const;

export type ListKind = keyof typeof listFields;
export const listKinds = Object.keys(listFields) as readonly ListKind[];
export type ListField = (typeof listFields)[ListKind][number];

/** The longest value of a field, in characters, as the tables and the API have it. */
export const fieldLengths: Readonly<Record<ListField, number>> = {
  name: 200,
  uscc: 60,
  city: 100,
  district: 100,
  zone: 100,
  address: 300,
  chain: 60,
  registeredOn: 60,
  contactName: 100,
  contactPhone: 100,
  contactEmail: 200,
  contactPosition: 100,
  programme: 100,
  certificateNo: 100,
  issuedOn: 60,
  validFrom: 60,
  validTo: 60,
  batch: 100,
  source: 200,
};

/** Header words, as `headerKey` writes them: no blanks, no punctuation, lower case. */
export const headerWords: Readonly<Record<ListField, readonly string[]>> = {
  name: words(`
    企业名称 企业全称 企业名 企业 公司名称 公司全称 公司名 公司 单位名称 单位全称 机构名称 名称 申报单位 申报企业 认定企业 认定企业名称
    获认定企业名称 被认定企业名称 入库企业名称 申报企业名称 申报单位名称
    name company companyname enterprise enterprisename firm firmname organisation organization`),
  uscc: words(`
    统一社会信用代码 社会信用代码 统一信用代码 信用代码 统一代码 统一社会信用代码组织机构代码 企业统一社会信用代码 纳税人识别号
    uscc usci unifiedsocialcreditcode socialcreditcode creditcode`),
  city: words('城市 市 地市 州市 市州 所属州市 所属市 所在市 所在城市 注册城市 city prefecture'),
  district: words(`
    区县 县区 县市区 区市县 区 县 所属区县 所属县区 所属县市区 所属区 所属县 所属辖区 辖区 所在区县 所在县区 所在区 注册区县 注册地区县
    注册地所在区县 属地 所属地区 所属区域 行政区 行政区划 行政区划代码 区划代码 county district division divisioncode countycode districtcode`),
  zone: words('开发区 园区 所属开发区 所属园区 所在园区 所在开发区 功能区 产业园区 zone park developmentzone'),
  address: words(
    '地址 注册地址 企业地址 公司地址 单位地址 详细地址 通讯地址 经营地址 住所 注册地 address registeredaddress',
  ),
  chain: words('产业链 重点产业链 所属产业链 所属重点产业链 产业链名称 chain industrychain industrialchain'),
  registeredOn: words(`
    成立日期 成立时间 注册日期 注册时间 设立日期 登记日期 企业成立日期 企业注册时间
    registeredon registrationdate established establishedon establishmentdate founded foundedon incorporationdate`),
  contactName: words('联系人 联系人姓名 企业联系人 contact contactname contactperson'),
  contactPhone: words(`
    联系电话 联系方式 联系人电话 联系人手机 联系人手机号 手机 手机号 手机号码 电话 phone mobile tel telephone contactphone`),
  contactEmail: words('邮箱 电子邮箱 电子邮件 联系人邮箱 email contactemail mail'),
  contactPosition: words('职务 职位 联系人职务 position jobtitle contactposition'),
  programme: words('认定项目 认定类型 认定类别 资质 资质类型 资质名称 资质类别 称号 programme program qualification'),
  certificateNo: words(`
    证书编号 证书号 证书号码 高新技术企业证书编号 高企证书编号 高企证书号 认定编号 登记编号 入库登记编号 入库编号
    certificateno certificatenumber certificate certno certificateid`),
  issuedOn: words(`
    发证日期 发证时间 颁发日期 颁证日期 颁证时间 认定日期 认定时间 批准日期 入库日期 入库时间 公告日期
    issuedon issued issuedate dateofissue awardedon certificationdate`),
  validFrom: words(`
    有效期起 有效期自 有效期开始 有效期开始日期 有效期起始 有效期起始日期 起始日期 有效起始日期 生效日期
    validfrom startdate effectivefrom`),
  validTo: words(`
    有效期至 有效期止 有效期到 有效期截止 有效期截止日期 有效期截至 有效期结束 有效期结束日期 有效截止日期 截止日期 到期日期 到期时间 失效日期
    validto validuntil validthrough expires expireson expirydate expirationdate expiry enddate`),
  batch: words('批次 认定批次 所属批次 公示批次 入库批次 batch'),
  source: words('来源 数据来源 文件依据 依据文件 文号 发文文号 source'),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
