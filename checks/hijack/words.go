package hijack

import (
	"strings"
	"sync"
)

// family is what spam sells.
type family uint8

const (
	gambling family = iota
	medicine
	adult
	shopping
	families
)

var familyNames = [families]string{"gambling", "medicine", "adult", "shopping"}

// role is what a phrase says about the text that it stands in.
type role uint8

const (
	topic role = iota // names the thing sold; news and campaigns name it too
	sale              // praises or offers; honest texts use it of other things
	promo             // both at once: a brand, or a phrase that only spam uses
	guard             // warns, forbids, prevents, reports a crime
)

// phrases are the words of spam, as it was met on hacked sites of public offices
// and as search engines describe it, in lower case. Latin ones need word edges.
// A phrase inside a longer one counts too, so compounds need no line of their own.
var phrases = []struct {
	family family
	role   role
	words  string // separated by "|"
}{
	{gambling, topic, "สล็อต|สล๊อต|สลอต|สล็อท|บาคาร่า|บาคารา|บาคาร่ำ|คาสิโน|กาสิโน|คาสิโ|แทงบอล|พนันบอล|พนันออนไลน์|เว็บพนัน|แทงหวย|หวยออนไลน์|เว็บหวย|หวยยี่กี|หวยหุ้น|เดิมพัน|ไฮโลออนไลน์|รูเล็ต|เกมยิงปลา|เสือมังกร|บอลสเต็ป|ป๊อกเด้ง|โป๊กเกอร์|" +
		"casino|baccarat|roulette|poker|judi|togel|sportsbook|betting|" +
		"娱乐城|娛樂城|博彩|赌场|賭場|百家乐|百家樂|老虎机|老虎機|六合彩|时时彩|北京赛车|彩票|棋牌|カジノ|카지노|바카라|토토|슬롯|казино|игровые автоматы|букмекер|nhà cái|cá cược|xổ số|lô đề"},
	{gambling, sale, "เว็บตรง|แตกง่าย|แตกหนัก|แตกดี|แตกบ่อย|แตกจริง|แตกไว|ไม่ผ่านเอเย่น|ไม่ผ่านเอเยน|ฝากถอน|ฝาก-ถอน|ฝาก ถอน|ฝาก - ถอน|ออโต้|ไม่มีขั้นต่ำ|เครดิตฟรี|โบนัส|แจ็คพอต|แจ็กพอต|จ่ายจริง|จ่ายหนัก|จ่ายไว|จ่ายเต็ม|เล่นง่าย|ได้เงินจริง|ทำเงิน|" +
		"วอเลท|วอเล็ท|วอลเล็ต|ค่ายใหญ่|รวมค่าย|ค่ายดัง|ทดลองเล่น|ทางเข้าเล่น|สมัครเล่น|สมัครเว็บ|สมัครสมาชิกใหม่|ยูสใหม่|ยูสเซอร์ใหม่|สูตรบา|สูตรส|ราคาบอล|ค่าน้ำ|เว็บใหญ่|เว็บแม่|ลิขสิทธิ์แท้|ซื้อฟรีสปิน|ฟรีสปิน|ปั่นส|ขั้นต่ำ 1 บาท|ล่าสุด 202|ไม่มีโกง|auto|" +
		"gacor|maxwin|terpercaya|gampang menang|link alternatif|daftar|situs|bandar|deposit pulsa|tanpa potongan|bonus|jackpot|free spins|no deposit|real money|rtp|demo|resmi|hari ini|" +
		"注册送|註冊送|开户|開戶|投注|现金网|官网|平台|送彩金|首存|ボーナス|オンライン|사이트|먹튀|추천|бонус|онлайн|официальный сайт|uy tín|khuyến mãi|đăng ký"},
	{gambling, promo, "ufabet|ufa|ยูฟ่าเบท|ufac4|pgslot|pg slot|สล็อตพีจี|slotxo|joker123|joker gaming|sagame|sa gaming|sexy gaming|ambbet|betflik|betflix|lsm99|superslot|super slot|gclub|sbobet|918kiss|mega888|xe88|jili|pragmatic play|mahjong ways|gates of olympus|" +
		"sweet bonanza|starlight princess|dafabet|fun88|188bet|1xbet|mostbet|melbet|slot88|slot777|slot gacor|situs slot|judi online|slot online|judi slot|toto macau|togel online|bandar togel|bandarqq|dominoqq|casino online|online casino|casino bonus|casino sites|betting sites|" +
		"online betting|online slots|澳门新葡京|新葡京|开元棋牌|オンラインカジノ|카지노사이트|토토사이트|슬롯사이트|먹튀검증|안전놀이터|онлайн казино|game bài đổi thưởng|nổ hũ|kèo nhà cái|soi cầu"},

	{medicine, topic, "ไวอากร้า|ไวอากร่า|ยาปลุก|ยาทำแท้ง|ยาขับเลือด|ยาสอด|ยาเสียสาว|ยานอนหลับแรง|viagra|cialis|levitra|kamagra|sildenafil|tadalafil|xanax|ambien|tramadol|phentermine|cytotec|oxycontin|modafinil|비아그라|виагра"},
	{medicine, sale, "ส่งฟรี|เก็บเงินปลายทาง|ของแท้|สั่งซื้อ|แอดไลน์|ราคาส่ง|ร้านขาย|buy|cheap|cheapest|discount|overnight|for sale|order now|free shipping|without a prescription|purchase|구매|купить"},
	{medicine, promo, "buy viagra|viagra online|generic viagra|cheap viagra|buy cialis|cialis online|generic cialis|without prescription|no prescription|canadian pharmacy|online pharmacy|ขายยาทำแท้ง|ขายยาปลุก|ขายไวอากร้า"},

	{adult, topic, "หนังโป๊|หนังเอ็กซ์|หนังเอ็ก|คลิปโป๊|คลิปหลุด|คลิปเสียว|หนังอาร์|เย็ด|ไซด์ไลน์|porn|xxx|hentai|milf|escort|escorts|nude|sex cam|webcam sex|出会い系|成人视频|порно|야동|출장마사지|phim sex"},
	{adult, sale, "ซับไทย|ดูฟรี|ไม่เซ็น|หลุดดารา|ทางบ้าน|นักศึกษาสาว|รับงาน|นัดเย|ดูหนัง|free videos|watch free|hd videos|call girls|full hd|在线观看|免费|бесплатно|смотреть|무료"},
	{adult, promo, "ดูหนังโป๊|หนังโป๊ออนไลน์|xvideos|xnxx|pornhub|onlyfans leak|free porn|porn videos|สาวไซด์ไลน์"},

	{shopping, topic, "ブランド|財布|バッグ|腕時計|スニーカー|シューズ|コート|ルイヴィトン|グッチ|シャネル|ロレックス|ナイキ|アディダス|중고|명품|奢侈品|高仿|名牌|louis vuitton|rolex|ray ban|michael kors|jordan shoes|yeezy|essay|payday"},
	{shopping, sale, "激安|送料無料|通販|新品|未使用|正規品|最安値|限定|即日発送|税込|セール|人気|公式|販売|楽天|メルカリ|お買い得|割引|中古|代购|批发|outlet|for sale|sale online|cheap|discount"},
	{shopping, promo, "スーパーコピー|ブランドコピー|コピー品|ロレックスコピー|偽物|replica watches|replica watch|replica handbags|essay writing service|write my essay|payday loans|payday loan|레플리카"},

	{families, guard, "ป้องกัน|รณรงค์|เตือน|ระวัง|ภัยจาก|ภัยร้าย|ภัยของ|ภัยพนัน|ภัยออนไลน์|รู้ทัน|รู้เท่าทัน|อันตราย|ผิดกฎหมาย|หลอกลวง|หลอกให้|มิจฉาชีพ|จับกุม|ปราบปราม|บุกจับ|บุกค้น|ทลาย|ดำเนินคดี|เบาะแส|โทษของ|โทษภัย|โทษทางวินัย|ต้องโทษ|ระวางโทษ|ปัญหา|ผลกระทบ|ติดพนัน|ติดการพนัน|" +
		"เลิกพนัน|เลิกเล่น|หยุดพนัน|บำบัด|สายด่วน|เยาวชน|อบายมุข|การพนัน พ.ศ|ห้าม|ปลอดการพนัน|ถูกแฮก|ถูกแฮ็ก|โดนแฮก|โดนแฮ็ก|ถูกฝัง|ถูกเจาะ|อย. |องค์การอาหารและยา|ตรวจพบ|ของกลาง|ลักลอบ|หลงเชื่อ|ตำรวจ|ความผิด|ลงโทษ|แก๊ง|วิจัย|คัดค้าน|ร่างพระราชบัญญัติ|ร่าง พ.ร.บ.|ครม.|กระทรวง|" +
		"ตั้งครรภ์ไม่พร้อม|ผลข้างเคียง|ฤทธิ์|prevention|warning|illegal|addiction|side effects|harmful|counterfeit|mg|เม็ด|มิลลิกรัม"},
}

// hostParts are parts of names of hosts that sell what spam sells.
const hostParts = "slot|casino|togel|judi|baccarat|ufabet|ufa|pgslot|sbobet|gclub|joker123|betfli|lottov|huay|sagame|1xbet|pokerqq|viagra|cialis|xvideos|xnxx|pornhub|gacor|maxwin|superbet|ambbet|lsm99|kiss918|918kiss"

// lexicon compiles the phrases once.
var lexicon = sync.OnceValue(func() *automaton {
	var b automaton
	for _, p := range phrases {
		for w := range strings.SplitSeq(p.words, "|") {
			b.add(phrase{text: w, family: p.family, role: p.role})
		}
	}
	b.link()
	return &b
})

var hosts = sync.OnceValue(func() *automaton {
	var b automaton
	for w := range strings.SplitSeq(hostParts, "|") {
		b.add(phrase{text: w, family: gambling, role: promo, within: w != "ufa" && w != "huay"})
	}
	b.link()
	return &b
})
