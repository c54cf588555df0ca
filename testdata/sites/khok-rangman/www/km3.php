<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>การล้างมือ 7 ขั้นตอน</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>การล้างมือ 7 ขั้นตอน</h2><p>ฝ่ามือถูกัน หลังมือ ซอกนิ้ว หลังนิ้ว นิ้วหัวแม่มือ ปลายนิ้ว รอบข้อมือ</p></body>
</html>