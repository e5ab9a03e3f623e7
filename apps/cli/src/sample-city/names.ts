import { organisationCheckDigit, usccCheckDigit } from '@tidu/kernel';
import type { Random } from './random.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const places = words('昆明 昆明 昆明 云南 云南');
const landmarks = words(`
  翠湖 金殿 滇池 西山 盘龙 云杉 磁光 澜沧 红土 菌谷 长水 斗南 松茂 滇域 滇锡 峰林 禾谷 石林 轿子雪山 抚仙 普渡 螳川 昌源 海源 马金铺 春融
  彩云 云岭 高原 银杏 蓝桉 山茶 雪松 赤铜 铂金 星河 启明 远望 微澜 朗润 博达 汇智 恒基 嘉禾 天麓 乾元 鸿图 卓越 新域 瀚海 信达 明德 致远 同创
  睿思 凌云 瑞丰 百川 云帆 碧鸡 金马 玉溪源 聚源 润泽 森绿 沃野 晨光 云图 智联 数融 泛亚 澄江 呈贡 广福 东骧 普照 羊肠 石虎 白龙`);
const seconds = words(`
  华 云 德 源 泰 瑞 诚 鑫 科 盛 立 安 康 达 信 宏 祥 茂 博 元 景 昊 宇 弘 和 智 光 创 明 远 天 新 恒 兴 远航 之光 众创 智远 汇通`);
const trades: readonly { readonly name: string; readonly chain: string }[] = [
  { name: '精密仪器', chain: '先进装备制造' },
  { name: '智能装备', chain: '先进装备制造' },
  { name: '轨道检测', chain: '先进装备制造' },
  { name: '新材料', chain: '新材料(稀贵金属)' },
  { name: '稀贵金属材料', chain: '新材料(稀贵金属)' },
  { name: '电子材料', chain: '新材料(稀贵金属)' },
  { name: '软件', chain: '数字经济' },
  { name: '数据服务', chain: '数字经济' },
  { name: '信息技术', chain: '数字经济' },
  { name: '网络科技', chain: '数字经济' },
  { name: '生物科技', chain: '生物医药' },
  { name: '制药装备', chain: '生物医药' },
  { name: '医疗器械', chain: '生物医药' },
  { name: '微生物技术', chain: '生物医药' },
  { name: '植物提取', chain: '生物医药' },
  { name: '电池材料', chain: '新能源电池' },
  { name: '储能技术', chain: '新能源电池' },
  { name: '化工科技', chain: '化工' },
  { name: '磷化工', chain: '化工' },
  { name: '冶金技术', chain: '冶金' },
  { name: '水处理', chain: '化工' },
  { name: '环保科技', chain: '化工' },
  { name: '食品科技', chain: '数字经济' },
  { name: '种业生物', chain: '生物医药' },
  { name: '光学', chain: '先进装备制造' },
  { name: '测控技术', chain: '先进装备制造' },
];
const forms = words('有限公司 有限公司 有限公司 有限公司 有限责任公司 股份有限公司');
const roads = words(`
  科医路 海源北路 昌源中路 科高路 经开路 顺通大道 春漫大道 彩云北路 人民西路 龙泉路 北京路 白云路 环城南路 滇池路 前兴路 石安公路 聚贤街 祥和路`);

const surnames = words(`
  陈 杨 李 王 张 刘 赵 周 段 罗 和 刀 普 马 岳 高 施 尹 朱 郭 孙 何 沈 董 丁 白 唐 谢 许 曾 彭 吕 苏 蒋 田 余 杜 钟 汪 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔`);
const givenNames = words(`
  晓岚 启航 静 丽华 文博 启明 志强 玉香 以宁 春燕 骁 明舒 宏伟 思远 雨桐 建国 秀英 佳怡 子涵 海燕 国栋 婷婷 永刚 雪梅 一鸣 嘉欣 俊杰 慧敏 晓东 玲
  云飞 若曦 浩然 梦瑶 振宇 诗涵 立新 芳 志远 淑珍 天佑 欣怡 卫东 乐 博文 可欣 正阳 凤仙 成 艳`);

export const personName = (random: Random): string => random.pick(surnames) + random.pick(givenNames);

export interface InventedEnterprise {
  readonly name: string;
  readonly chain: string;
}

/** Names of invented enterprises, each once. */
export class EnterpriseNames {
  private readonly taken = new Set<string>();

  constructor(private readonly random: Random) {}

  next(): InventedEnterprise {
    for (let attempt = 0; ; attempt++) {
      const trade = this.random.pick(trades);
      const mark =
        this.random.pick(landmarks) + (attempt > 0 || this.random.chance(0.4) ? this.random.pick(seconds) : '');
      const extra = attempt > 2 ? this.random.pick(seconds) : '';
      const name =
        this.random.pick(places) +
        mark +
        extra +
        (attempt > 5 ? this.random.pick(landmarks) : '') +
        trade.name +
        this.random.pick(forms);
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return { name, chain: trade.chain };
    }
  }

  /** Keeps a name that was given by hand. */
  reserve(name: string): void {
    this.taken.add(name);
  }
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * A code that passes both checks and belongs to nobody: no registering authority has the division 530199 (`uscc.md` §5, rule for
 * invented data). `index` below 31⁵.
 */
export function inventedCode(index: number): string {
  let rest = index;
  let digits = '';
  for (let place = 0; place < 5; place++) {
    digits = alphabet[rest % 31]! + digits;
    rest = Math.floor(rest / 31);
  }
  const body = `MA0${digits}`;
  const first17 = `91530199${body}${organisationCheckDigit(body)}`;
  return first17 + usccCheckDigit(first17);
}

export const inventedAddress = (random: Random, district: string): string =>
  `昆明市${district}${random.pick(roads)}${random.int(1, 999)}号`;

export const inventedPhone = (random: Random): string => `1390000${String(random.int(0, 9999)).padStart(4, '0')}`;
