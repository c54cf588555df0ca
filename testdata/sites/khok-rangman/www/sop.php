<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>ขั้นตอนปฎิบัติงาน (SOP)</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>ขั้นตอนปฎิบัติงาน (SOP)</h2><p>มาตรฐานการปฎิบัติงานของเจ้าหน้าที่ สสอ.โคกรังมัน</p><b>งานสารบรรณ</b><table border="1" cellspacing="0" cellpadding="3"><tr><td>ขั้นตอน</td><td>วิธีทำ</td><td>ใช้เวลา</td></tr><tr><td>1 รับหนังสือ</td><td>ลงทะเบียนรับ</td><td>5 นาที</td></tr><tr><td>2 เสนอ</td><td>เสนอ สสอ.สั่งการ</td><td>1 ชั่วโมง</td></tr><tr><td>3 เวียน</td><td>ส่งผู้รับผิดชอบ</td><td>-</td></tr></table><b>งานออกตรวจร้านอาหาร</b><table border="1" cellspacing="0" cellpadding="3"><tr><td>ขั้นตอน</td><td>วิธีทำ</td></tr><tr><td>1</td><td>นัดหมายผู้ประกอบการ</td></tr><tr><td>2</td><td>ตรวจตามแบบ</td></tr><tr><td>3</td><td>สรุปผลแจ้ง อปท.</td></tr></table></body>
</html>